//! Starts the binary: commands with their output, simulated terminals, and the screen.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_tillwright");

/// Nothing here asserts how fast something is; this only ends a test that would hang.
const PATIENCE: Duration = Duration::from_secs(60);

/// A place with a vault, thrown away afterwards.
pub struct Place {
    pub dir: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn vault(&self) -> PathBuf {
        self.path("vault")
    }

    /// Runs a command on the place's vault.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_on(&self.vault(), arguments)
    }

    /// Runs a command whose stdout takes nothing, like a full disk.
    #[cfg(target_os = "linux")]
    pub fn run_unheard(&self, arguments: &[&str]) -> Ran {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = self.command(&self.vault(), arguments);
        let output = command.stdout(full).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        Ran { output, call: arguments.join(" ") }
    }

    /// Runs a command on another vault.
    pub fn run_on(&self, vault: &Path, arguments: &[&str]) -> Ran {
        let output = self.command(vault, arguments).output().unwrap();
        Ran { output, call: arguments.join(" ") }
    }

    pub fn command(&self, vault: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var("PATH").unwrap())
            .env("TILLWRIGHT_VAULT", vault)
            .env("TILLWRIGHT_WHO", "Tester")
            .env("LANG", "en_GB.UTF-8")
            .stdin(Stdio::null());
        command
    }
}

/// What a command did.
pub struct Ran {
    output: Output,
    call: String,
}

impl Ran {
    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    /// The exit code; `None` where a signal ended it.
    pub fn code(&self) -> Option<i32> {
        self.output.status.code()
    }

    /// Asserts the exit code and hands the run on.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(
            self.output.status.code(),
            Some(code),
            "tillwright {}\nstdout: {}\nstderr: {}",
            self.call,
            self.stdout(),
            self.stderr()
        );
        self
    }

    /// stdout as one JSON document with this schema.
    #[track_caller]
    pub fn json(&self, schema: &str) -> Value {
        let value: Value = serde_json::from_slice(&self.output.stdout)
            .unwrap_or_else(|error| panic!("{}: {error}\n{}\n{}", self.call, self.stdout(), self.stderr()));
        assert_eq!(value["schema"], format!("tillwright/{schema}/1"), "{}", self.call);
        value
    }
}

/// A simulated terminal in another process.
pub struct Terminal {
    child: Child,
    _stdout: BufReader<ChildStdout>,
    port: String,
    pub state: PathBuf,
}

impl Terminal {
    /// On a pty below `place`, with its memory in a file.
    pub fn start(place: &Place, arguments: &[&str]) -> Self {
        Self::named(place, "terminal", arguments)
    }

    pub fn named(place: &Place, name: &str, arguments: &[&str]) -> Self {
        Self::on_pty(place, "transbank", name, arguments)
    }

    /// One of the family ZVT, on a pty.
    pub fn zvt(place: &Place, name: &str, arguments: &[&str]) -> Self {
        Self::on_pty(place, "zvt", name, arguments)
    }

    /// One of the family ZVT, on a TCP port that the system chooses.
    pub fn zvt_tcp(place: &Place, name: &str, arguments: &[&str]) -> Self {
        Self::of(place, "zvt", name, &[&["--tcp", "127.0.0.1:0"], arguments].concat())
    }

    fn on_pty(place: &Place, family: &str, name: &str, arguments: &[&str]) -> Self {
        let link = place.path(name).display().to_string();
        Self::of(place, family, name, &[&["--pty", &link], arguments].concat())
    }

    fn of(place: &Place, family: &str, name: &str, arguments: &[&str]) -> Self {
        let state = place.path(&format!("{name}.json"));
        let mut child = Command::new(BINARY)
            .args(["sim", family, "--gap", "0", "--state"])
            .arg(&state)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut ready = String::new();
        stdout.read_line(&mut ready).unwrap();
        let port = ready.trim().strip_prefix(&format!("ready {family} "));
        let port = port.unwrap_or_else(|| panic!("the simulated terminal said {ready:?}")).to_owned();
        Self { child, _stdout: stdout, port, state }
    }

    pub fn port(&self) -> String {
        self.port.clone()
    }

    /// Its memory.
    pub fn memory(&self) -> Value {
        serde_json::from_str(&std::fs::read_to_string(&self.state).unwrap()).unwrap()
    }

    /// What it really executed.
    pub fn movements(&self) -> Vec<Value> {
        self.memory()["movements"].as_array().unwrap().clone()
    }

    /// How often this operation was voided.
    pub fn voids(&self, operation: u64) -> usize {
        let voided = |movement: &&Value| movement["kind"] == "void" && movement["entry"] == operation;
        self.movements().iter().filter(voided).count()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        // A killed process leaves its link behind; an unplugged adapter does not.
        let _ = std::fs::remove_file(&self.port);
    }
}

/// The binary on a pty, with its screen.
pub struct Screen {
    shared: Arc<(Mutex<vt100::Parser>, Condvar)>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
}

impl Screen {
    pub fn start(place: &Place, arguments: &[&str], rows: u16, columns: u16, environment: &[(&str, &str)]) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(BINARY);
        command.args(arguments);
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "en_GB.UTF-8"), ("TILLWRIGHT_WHO", "Tester")] {
            command.env(name, value);
        }
        command.env("TILLWRIGHT_VAULT", place.vault());
        command.env("TMPDIR", place.dir.path());
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let shared = Arc::new((Mutex::new(vt100::Parser::new(cells(rows), cells(columns), 0)), Condvar::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let fed = shared.clone();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                fed.0.lock().unwrap().process(&bytes[..count]);
                fed.1.notify_all();
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self { shared, writer, child, master: pair.master }
    }

    /// The screen as text.
    pub fn text(&self) -> String {
        self.shared.0.lock().unwrap().screen().contents()
    }

    /// Every cell with its style, for pictures.
    pub fn with_screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.shared.0.lock().unwrap().screen())
    }

    /// Types.
    pub fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Waits until the screen shows this.
    #[track_caller]
    pub fn wait_for(&self, text: &str) -> String {
        self.wait(&format!("{text:?}"), |screen| screen.contains(text))
    }

    /// Waits until this holds of the screen's text.
    #[track_caller]
    pub fn wait(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let until = Instant::now() + PATIENCE;
        let mut parser = self.shared.0.lock().unwrap();
        loop {
            let text = parser.screen().contents();
            if holds(&text) {
                return text;
            }
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "the screen never showed {what}:\n{text}");
            parser = self.shared.1.wait_timeout(parser, left).unwrap().0;
        }
    }

    /// Another size.
    pub fn resize(&mut self, rows: u16, columns: u16) {
        self.shared.0.lock().unwrap().screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Waits for the end, and gives the exit code and whether the terminal was given back: the main screen, a visible cursor.
    pub fn end(mut self) -> (u32, bool) {
        let until = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < until, "did not end:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(20));
        };
        // The reader thread may still be fed the last bytes.
        let restored = |screen: &vt100::Screen| !screen.alternate_screen() && !screen.hide_cursor();
        let last = Instant::now() + Duration::from_secs(5);
        while !self.with_screen(restored) && Instant::now() < last {
            std::thread::sleep(Duration::from_millis(20));
        }
        (status.exit_code(), self.with_screen(restored))
    }

    /// Process number, to send signals to.
    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }
}

fn cells(count: u16) -> std::num::NonZeroU16 {
    count.try_into().unwrap()
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Asserts that an error document says what happened, what was not done, and what to do next.
#[track_caller]
pub fn is_whole_error(error: &Value, exit: i32) {
    assert_eq!(error["schema"], "tillwright/error/1", "{error}");
    assert_eq!(error["exit"], exit, "{error}");
    for field in ["code", "what", "not_done", "next"] {
        assert!(error[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {error}");
    }
}
