//! The loop: everything that has happened is taken in, then the screen is drawn once if anything did. Nothing here waits for
//! anything but events, so an idle screen costs no time at all.

use std::io::{self, Write, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, Event, EventStream, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use futures_util::StreamExt;
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::model::Model;
use super::msg::{Effect, Key, Msg};
use super::update::update;
use super::worker::Worker;
use super::{PortLine, Start, reports, view};
use crate::ops::Console;

/// Whether the terminal is ours at the moment: the panic hook restores it once, and only then.
static OURS: AtomicBool = AtomicBool::new(false);

/// Owns the terminal; gives it back when dropped.
struct Screen {
    terminal: Terminal<CrosstermBackend<io::Stdout>>,
}

impl Screen {
    fn take() -> io::Result<Self> {
        // Under NO_COLOR crossterm prints bare resets that cancel bold and reverse too; colours are our theme's matter.
        crossterm::style::force_color_output(true);
        enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        restore_on_panic();
        let screen = Self { terminal: Terminal::new(CrosstermBackend::new(stdout()))? };
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

fn restore() {
    if OURS.swap(false, Ordering::SeqCst) {
        let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = disable_raw_mode();
        let _ = stdout().flush();
    }
}

/// A panic of the screen gives the terminal back before the message is printed. One of the worker is caught there and
/// shown as a message: the terminal stays as it is.
fn restore_on_panic() {
    let screen = std::thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == screen {
            restore();
            before(info);
        } else if !OURS.load(Ordering::SeqCst) {
            before(info);
        }
    }));
}

/// See [`super::run`].
pub(crate) fn run(console: Console, mut start: Start) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let clock = console.clock.clone();
    let who = console.who.to_string();
    let mut model = Model::new(&start, who, clock(), TimeZone::system());
    model.folder = std::env::current_dir().unwrap_or_default();
    model.passing = console.vault.root().starts_with(std::env::temp_dir());
    // The order matters at the end: the worker, which may still wait for an answer, goes before the terminal does.
    let mut screen = Screen::take()?;
    let mut worker = Worker::start(console)?;
    let ports = feed(start.ports.take())?;
    let result = runtime
        .block_on(Loop { screen: &mut screen, worker: &mut worker, model: &mut model, ports, clock }.run(&start));
    // A stopped read ends soon; the terminal is given back at once so that nobody thinks it hangs.
    drop(screen);
    drop(worker);
    runtime.shutdown_timeout(Duration::from_millis(50));
    result
}

/// Runs the feed of ports on a thread of its own. It ends with the program.
fn feed(feed: Option<super::PortFeed>) -> io::Result<Option<UnboundedReceiver<Vec<PortLine>>>> {
    let Some(feed) = feed else { return Ok(None) };
    let (sender, receiver) = unbounded_channel();
    std::thread::Builder::new().name("ports".to_owned()).spawn(move || feed(sender))?;
    Ok(Some(receiver))
}

struct Loop<'a> {
    screen: &'a mut Screen,
    worker: &'a mut Worker,
    model: &'a mut Model,
    ports: Option<UnboundedReceiver<Vec<PortLine>>>,
    clock: crate::ops::Clock,
}

impl Loop<'_> {
    async fn run(mut self, start: &Start) -> io::Result<()> {
        let mut signals = Signals::new()?;
        let mut events = Some(terminal_events());
        let size = self.screen.terminal.size()?;
        self.model.size = (size.width, size.height);
        let effects = reports::begin(self.model, start);
        if self.carry_out(effects) {
            return Ok(());
        }
        loop {
            self.draw()?;
            let first = tokio::select! {
                biased;
                () = signals.next() => Some(Msg::Terminate),
                event = next_event(&mut events) => event,
                Some(report) = self.worker.next() => Some(Msg::Report(report)),
                ports = next_ports(&mut self.ports) => ports.map(Msg::Ports),
            };
            let mut end = first.is_some_and(|msg| self.take(msg));
            tokio::task::yield_now().await;
            // Whatever else has happened meanwhile, up to a bound, so that a flood cannot keep the screen from drawing.
            for _ in 0..512 {
                let Some(msg) = self.more(&mut events) else { break };
                end |= self.take(msg);
            }
            if end {
                return Ok(());
            }
        }
    }

    /// A screen that cannot be drawn any more (the terminal is gone) still waits for money.
    fn draw(&mut self) -> io::Result<()> {
        let model = &*self.model;
        match self.screen.terminal.draw(|frame| view::draw(frame, model)) {
            Err(error) if !self.model.money_in_flight() => Err(error),
            _ => Ok(()),
        }
    }

    fn more(&mut self, events: &mut Events) -> Option<Msg> {
        if let Some(msg) = events.as_mut().and_then(|events| events.try_recv().ok()) {
            return Some(msg);
        }
        if let Some(report) = self.worker.try_next() {
            return Some(Msg::Report(report));
        }
        self.ports.as_mut().and_then(|ports| ports.try_recv().ok()).map(Msg::Ports)
    }

    /// Whether the program ends.
    fn take(&mut self, msg: Msg) -> bool {
        self.model.now = (self.clock)();
        let effects = update(self.model, msg);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> bool {
        let mut end = false;
        for effect in effects {
            match effect {
                Effect::Run(job) => self.worker.run(job),
                Effect::Cancel => self.worker.cancel(),
                Effect::Quit => end = true,
            }
        }
        end
    }
}

/// Messages of the terminal; `None` when it is gone.
type Events = Option<UnboundedReceiver<Msg>>;

/// Forwards what the terminal says. A task of its own polls the stream: crossterm remembers only the first waker that asked, so
/// a look in passing ("is there more?") would put the stream to sleep for good.
fn terminal_events() -> UnboundedReceiver<Msg> {
    let (sender, receiver) = unbounded_channel();
    tokio::spawn(async move {
        let mut stream = EventStream::new();
        while let Some(Ok(event)) = stream.next().await {
            if let Some(msg) = message(event)
                && sender.send(msg).is_err()
            {
                return;
            }
        }
    });
    receiver
}

/// The next message of the terminal; its end is a reason to leave, told once.
async fn next_event(events: &mut Events) -> Option<Msg> {
    let Some(receiver) = events else { return std::future::pending().await };
    let msg = receiver.recv().await;
    if msg.is_none() {
        *events = None;
        return Some(Msg::Terminate);
    }
    msg
}

async fn next_ports(ports: &mut Option<UnboundedReceiver<Vec<PortLine>>>) -> Option<Vec<PortLine>> {
    let Some(receiver) = ports else { return std::future::pending().await };
    let list = receiver.recv().await;
    if list.is_none() {
        *ports = None;
    }
    list
}

/// An event of the terminal as a message; `None` for what means nothing here.
fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => key_of(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(columns, rows) => Some(Msg::Resized(columns, rows)),
        _ => None,
    }
}

fn key_of(key: KeyEvent) -> Option<Key> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    if key.modifiers.contains(KeyModifiers::ALT) && !control {
        return None;
    }
    Some(match key.code {
        KeyCode::Char(symbol) if control => Key::Ctrl(symbol.to_ascii_lowercase()),
        KeyCode::Char(symbol) => Key::Char(symbol),
        KeyCode::F(number) => Key::F(number),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        _ => return None,
    })
}

/// Signals that ask the program to end.
#[cfg(unix)]
struct Signals {
    all: [tokio::signal::unix::Signal; 3],
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let all = [signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?, signal(SignalKind::hangup())?];
        Ok(Self { all })
    }

    async fn next(&mut self) {
        let [terminate, interrupt, hangup] = &mut self.all;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
