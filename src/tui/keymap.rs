//! Keys are data: what a key does, the hints in the last line and the help page all come from [`KEYS`].

use super::msg::Key;
use crate::text::Text;
use crate::text::tui as t;

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Ports and devices.
    Devices,
    /// The device at hand.
    Overview,
    /// Its entries.
    Journal,
    /// A disputed payment.
    Dispute,
    /// One receipt.
    Receipt,
    /// Voiding, and cases that are open.
    Remedy,
    /// Archives.
    Backups,
    /// The line.
    Wire,
    /// What we did.
    Ledger,
}

impl Screen {
    /// All screens in the order of their number keys.
    pub const ALL: &[Screen] = &[
        Screen::Devices,
        Screen::Overview,
        Screen::Journal,
        Screen::Dispute,
        Screen::Receipt,
        Screen::Remedy,
        Screen::Backups,
        Screen::Wire,
        Screen::Ledger,
    ];

    /// Its name in the tab line.
    pub fn name(self) -> &'static Text {
        match self {
            Screen::Devices => &t::DEVICES,
            Screen::Overview => &t::OVERVIEW,
            Screen::Journal => &t::JOURNAL,
            Screen::Dispute => &t::DISPUTE,
            Screen::Receipt => &t::RECEIPT,
            Screen::Remedy => &t::REMEDY,
            Screen::Backups => &t::BACKUPS,
            Screen::Wire => &t::WIRE,
            Screen::Ledger => &t::LEDGER,
        }
    }
}

/// Where a key counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// On every screen, unless a text field, a question or the help has the keys.
    Global,
    /// On one screen.
    On(Screen),
    /// In a text field or form.
    Form,
    /// In a question that is answered with yes or no.
    Question,
    /// In a message that is only read.
    Message,
    /// In the help.
    Help,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Leave the program.
    Quit,
    /// Show the help.
    Help,
    /// Next language.
    Language,
    /// Screen to the right.
    NextScreen,
    /// Screen to the left.
    PreviousScreen,
    /// Screen of this number key.
    Go(Screen),
    /// Out of here: dialogue, field, then the screen one came from; stops a running read.
    Back,
    /// One line up.
    Up,
    /// One line down.
    Down,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the first line.
    First,
    /// To the last line.
    Last,
    /// Open a port that is typed.
    TypePort,
    /// Open, choose, submit.
    Enter,
    /// Open the lost link again, or look at the device again.
    Reconnect,
    /// Pull the journal into an archive.
    Pull,
    /// Write a filter.
    Filter,
    /// Sort by the next column.
    Sort,
    /// Turn the order round.
    Turn,
    /// Show or hide the details.
    Detail,
    /// Show the receipt of the entry.
    ShowReceipt,
    /// Ask about the entry, or edit the question.
    Ask,
    /// Go to what may be done for the entry.
    Void,
    /// Print on the device.
    Reprint,
    /// Save the case sheet.
    SaveSheet,
    /// Settle open cases by reading.
    Recover,
    /// A person settles a case.
    Conclude,
    /// Read and verify everything.
    Verify,
    /// Write a portable file.
    Export,
    /// Show or hide bytes in hex.
    Hex,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Next field.
    NextField,
    /// Previous field.
    PreviousField,
    /// Editing in a field.
    Edit(Edit),
}

/// Editing in a text field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// Cursor left, or the other choice.
    Left,
    /// Cursor right, or the other choice.
    Right,
    /// Cursor to the beginning.
    Start,
    /// Cursor to the end.
    End,
    /// Delete before the cursor.
    Backspace,
    /// Delete at the cursor.
    Delete,
    /// Delete everything.
    Clear,
}

/// One line of the key table.
#[derive(Debug)]
pub struct Binding {
    /// Where it counts.
    pub scope: Scope,
    /// Keys that do it; the first is the one shown.
    pub keys: &'static [Key],
    /// What they do.
    pub action: Action,
    /// In words, for hints and help.
    pub text: &'static Text,
    /// Whether the last line of the screen shows it.
    pub hint: bool,
}

const fn bind(scope: Scope, keys: &'static [Key], action: Action, text: &'static Text, hint: bool) -> Binding {
    Binding { scope, keys, action, text, hint }
}

use Key::{
    BackTab, Backspace, Char, Ctrl, Delete, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Tab, Up,
};
use Scope::{Form, Global, Help, Message, On, Question};

/// Every key. Within a scope the first that fits counts; screens go before [`Scope::Global`].
pub static KEYS: &[Binding] = &[
    bind(On(Screen::Devices), &[Enter], Action::Enter, &t::K_OPEN, true),
    bind(On(Screen::Devices), &[Char('o')], Action::TypePort, &t::K_TYPE_PORT, true),
    bind(On(Screen::Overview), &[Char('p')], Action::Pull, &t::K_PULL, true),
    bind(On(Screen::Overview), &[Char('r')], Action::Reconnect, &t::K_LOOK_AGAIN, true),
    bind(On(Screen::Overview), &[Char('c')], Action::Recover, &t::K_RECOVER, true),
    bind(On(Screen::Journal), &[Char('/'), Char('f')], Action::Filter, &t::K_FILTER, true),
    bind(On(Screen::Journal), &[Enter, Char('e')], Action::ShowReceipt, &t::K_RECEIPT, true),
    bind(On(Screen::Journal), &[Char('a')], Action::Ask, &t::K_ASK_ENTRY, true),
    bind(On(Screen::Journal), &[Char('v')], Action::Void, &t::K_VOID, true),
    bind(On(Screen::Journal), &[Char('p')], Action::Pull, &t::K_PULL, true),
    bind(On(Screen::Journal), &[Char('s')], Action::Sort, &t::K_SORT, true),
    bind(On(Screen::Journal), &[Char('S')], Action::Turn, &t::K_TURN, false),
    bind(On(Screen::Journal), &[Char('d')], Action::Detail, &t::K_DETAIL, true),
    bind(On(Screen::Dispute), &[Char('a'), Char('/')], Action::Ask, &t::K_ASK, true),
    bind(On(Screen::Dispute), &[Enter, Char('e')], Action::ShowReceipt, &t::K_RECEIPT, true),
    bind(On(Screen::Dispute), &[Char('v')], Action::Void, &t::K_VOID, true),
    bind(On(Screen::Dispute), &[Char('s')], Action::SaveSheet, &t::K_SHEET, true),
    bind(On(Screen::Receipt), &[Char('p')], Action::Reprint, &t::K_REPRINT, true),
    bind(On(Screen::Receipt), &[Char('v')], Action::Void, &t::K_VOID, true),
    bind(On(Screen::Remedy), &[Enter], Action::Enter, &t::K_FILL, true),
    bind(On(Screen::Remedy), &[Char('v')], Action::Void, &t::K_CHECK_AGAIN, true),
    bind(On(Screen::Remedy), &[Char('c')], Action::Recover, &t::K_RECOVER, true),
    bind(On(Screen::Remedy), &[Char('k')], Action::Conclude, &t::K_CONCLUDE, true),
    bind(On(Screen::Backups), &[Char('p')], Action::Pull, &t::K_PULL, true),
    bind(On(Screen::Backups), &[Char('v')], Action::Verify, &t::K_VERIFY, true),
    bind(On(Screen::Backups), &[Char('x')], Action::Export, &t::K_EXPORT, true),
    bind(On(Screen::Wire), &[Char('x')], Action::Hex, &t::K_HEX, true),
    bind(On(Screen::Ledger), &[Char('v')], Action::Verify, &t::K_VERIFY, true),
    bind(Global, &[Up], Action::Up, &t::K_UP, false),
    bind(Global, &[Down], Action::Down, &t::K_DOWN, false),
    bind(Global, &[PageUp], Action::PageUp, &t::K_PAGE_UP, false),
    bind(Global, &[PageDown, Char(' ')], Action::PageDown, &t::K_PAGE_DOWN, false),
    bind(Global, &[Home, Char('g')], Action::First, &t::K_FIRST, false),
    bind(Global, &[End, Char('G')], Action::Last, &t::K_LAST, false),
    bind(Global, &[Tab, Right], Action::NextScreen, &t::K_NEXT_SCREEN, false),
    bind(Global, &[BackTab, Left], Action::PreviousScreen, &t::K_PREVIOUS_SCREEN, false),
    bind(Global, &[Char('1')], Action::Go(Screen::Devices), &t::DEVICES, false),
    bind(Global, &[Char('2')], Action::Go(Screen::Overview), &t::OVERVIEW, false),
    bind(Global, &[Char('3')], Action::Go(Screen::Journal), &t::JOURNAL, false),
    bind(Global, &[Char('4')], Action::Go(Screen::Dispute), &t::DISPUTE, false),
    bind(Global, &[Char('5')], Action::Go(Screen::Receipt), &t::RECEIPT, false),
    bind(Global, &[Char('6')], Action::Go(Screen::Remedy), &t::REMEDY, false),
    bind(Global, &[Char('7')], Action::Go(Screen::Backups), &t::BACKUPS, false),
    bind(Global, &[Char('8')], Action::Go(Screen::Wire), &t::WIRE, false),
    bind(Global, &[Char('9')], Action::Go(Screen::Ledger), &t::LEDGER, false),
    bind(Global, &[Char('r')], Action::Reconnect, &t::K_RECONNECT, false),
    bind(Global, &[Esc], Action::Back, &t::K_BACK, false),
    bind(Global, &[Char('?'), F(1)], Action::Help, &t::K_HELP, true),
    bind(Global, &[Char('q'), Ctrl('c')], Action::Quit, &t::K_QUIT, true),
    bind(Global, &[Char('l'), F(2)], Action::Language, &t::K_LANGUAGE, true),
    bind(Form, &[Enter], Action::Enter, &t::K_SUBMIT, true),
    bind(Form, &[Tab, Down], Action::NextField, &t::K_NEXT_FIELD, true),
    bind(Form, &[BackTab, Up], Action::PreviousField, &t::K_PREVIOUS_FIELD, false),
    bind(Form, &[PageUp], Action::PageUp, &t::K_PAGE_UP, false),
    bind(Form, &[PageDown], Action::PageDown, &t::K_PAGE_DOWN, false),
    bind(Form, &[Left], Action::Edit(Edit::Left), &t::K_LEFT, false),
    bind(Form, &[Right], Action::Edit(Edit::Right), &t::K_RIGHT, false),
    bind(Form, &[Home], Action::Edit(Edit::Start), &t::K_START, false),
    bind(Form, &[End], Action::Edit(Edit::End), &t::K_END, false),
    bind(Form, &[Backspace], Action::Edit(Edit::Backspace), &t::K_BACKSPACE, false),
    bind(Form, &[Delete], Action::Edit(Edit::Delete), &t::K_DELETE, false),
    bind(Form, &[Ctrl('u')], Action::Edit(Edit::Clear), &t::K_CLEAR, false),
    bind(Form, &[Esc], Action::Back, &t::K_LEAVE_FIELD, true),
    bind(Form, &[F(1)], Action::Help, &t::K_HELP, true),
    bind(Form, &[F(2)], Action::Language, &t::K_LANGUAGE, true),
    bind(Form, &[Ctrl('c')], Action::Quit, &t::K_QUIT, false),
    // Not Enter: it may still be on its way from what was typed before.
    bind(Question, &[Char('y')], Action::Yes, &t::K_YES, true),
    bind(Question, &[Char('n'), Esc], Action::No, &t::K_NO, true),
    bind(Question, &[Char('l'), F(2)], Action::Language, &t::K_LANGUAGE, false),
    bind(Question, &[Ctrl('c')], Action::Quit, &t::K_QUIT, false),
    bind(Message, &[Enter, Esc], Action::Back, &t::K_CLOSE, true),
    bind(Message, &[Up], Action::Up, &t::K_UP, false),
    bind(Message, &[Down], Action::Down, &t::K_DOWN, false),
    bind(Message, &[F(2)], Action::Language, &t::K_LANGUAGE, true),
    bind(Message, &[Ctrl('c')], Action::Quit, &t::K_QUIT, false),
    bind(Help, &[Esc, Char('?'), Enter, F(1)], Action::Back, &t::K_CLOSE, true),
    bind(Help, &[Up], Action::Up, &t::K_UP, false),
    bind(Help, &[Down], Action::Down, &t::K_DOWN, false),
    bind(Help, &[PageUp], Action::PageUp, &t::K_PAGE_UP, false),
    bind(Help, &[PageDown, Char(' ')], Action::PageDown, &t::K_PAGE_DOWN, true),
    bind(Help, &[Char('l'), F(2)], Action::Language, &t::K_LANGUAGE, true),
    bind(Help, &[Char('q'), Ctrl('c')], Action::Quit, &t::K_QUIT, false),
];

/// Lines of a scope.
pub fn of(scope: Scope) -> impl Iterator<Item = &'static Binding> {
    KEYS.iter().filter(move |binding| binding.scope == scope)
}

/// What a key does in a scope; on a screen the global keys count too.
pub fn lookup(scope: Scope, key: Key) -> Option<Action> {
    let find = |scope| of(scope).find(|binding| binding.keys.contains(&key)).map(|binding| binding.action);
    find(scope).or_else(|| matches!(scope, Scope::On(_)).then(|| find(Scope::Global)).flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_reachable() {
        for binding in KEYS {
            for key in binding.keys {
                let found = lookup(binding.scope, *key);
                assert_eq!(found, Some(binding.action), "{:?} in {:?} is hidden by another line", key, binding.scope);
            }
        }
    }

    #[test]
    fn letters_never_act_in_a_text_field() {
        for binding in of(Scope::Form) {
            for key in binding.keys {
                assert!(!matches!(key, Key::Char(_)), "{key:?} could not be typed");
            }
        }
    }

    #[test]
    fn global_keys_hidden_by_a_screen_do_a_like_thing_there() {
        // `r` on the overview reads again, which is reconnecting where the link is lost; nothing else may shadow.
        for binding in KEYS.iter().filter(|binding| matches!(binding.scope, Scope::On(_))) {
            for key in binding.keys {
                let global = of(Scope::Global).find(|other| other.keys.contains(key));
                assert!(global.is_none_or(|other| other.action == binding.action), "{key:?} in {:?}", binding.scope);
            }
        }
    }
}
