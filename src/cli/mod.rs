//! The command line: one file a subcommand, its module doc is its manual.
//!
//! stdout is data, stderr is people. Every command that prints data takes `--json`; a failure then prints one
//! `tillwright/error/1` document. Exit codes are those of [`Class`](crate::ops::Class).

mod backup;
mod check;
mod context;
mod decode;
mod demo;
mod dispute;
mod entry;
mod identify;
mod journal;
mod json;
mod ledger;
mod man;
pub mod opener;
mod output;
mod ports;
mod pull;
mod receipt;
mod reconcile;
mod recover;
mod remedies;
mod reprint;
mod reverse;
mod show;
mod sim;
mod vault;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::model::{Printable, mask_digits};
use crate::ops::{Class, Failure};
use crate::text::Lang;
use crate::text::cli as words;
use crate::vault::index::THREAD;
use context::{Context, Global};

/// Maintenance console for POS devices: journal, disputes, reprints, reversals and verified backups.
///
/// Without a command the terminal UI opens. `tillwright demo` shows the main job with simulated devices.
#[derive(Parser, Debug)]
#[command(name = "tillwright", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    screen: demo::Screen,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Every command, in the order of a visit.
#[derive(Subcommand, Debug)]
enum Command {
    /// The terminal UI with simulated devices, a day that has trouble in it, and a throw-away vault
    #[command(after_long_help = manual(include_str!("demo.rs")))]
    Demo(demo::Demo),
    /// What is plugged in
    #[command(after_long_help = manual(include_str!("ports.rs")))]
    Ports,
    /// What a port has at its other end
    #[command(after_long_help = manual(include_str!("identify.rs")))]
    Identify(identify::Identify),
    /// The device's journal into a sealed, verified archive
    #[command(after_long_help = manual(include_str!("pull.rs")))]
    Pull(pull::Pull),
    /// Entries of the vault
    #[command(after_long_help = manual(include_str!("journal.rs")))]
    Journal(journal::Journal),
    /// One entry with everything known of it
    #[command(after_long_help = manual(include_str!("show.rs")))]
    Show(show::Show),
    /// What a device knows of a disputed payment, and what to do
    #[command(after_long_help = manual(include_str!("dispute.rs")))]
    Dispute(dispute::DisputeArgs),
    /// Bills against the journals: what is missing, doubled, reversed, or different
    #[command(after_long_help = manual(include_str!("reconcile.rs")))]
    Reconcile(reconcile::ReconcileArgs),
    /// What is wrong or worth asking, from journal and ledger
    #[command(after_long_help = manual(include_str!("check.rs")))]
    Check(check::Check),
    /// A receipt, rendered here from the entry
    #[command(after_long_help = manual(include_str!("receipt.rs")))]
    Receipt(receipt::ReceiptArgs),
    /// A receipt, printed again on the device
    #[command(after_long_help = manual(include_str!("reprint.rs")))]
    Reprint(reprint::Reprint),
    /// What may be done for an entry, and why not
    #[command(after_long_help = manual(include_str!("remedies.rs")))]
    Remedies(remedies::RemediesArgs),
    /// Void a sale: moves money, once
    #[command(after_long_help = manual(include_str!("reverse.rs")))]
    Reverse(reverse::Reverse),
    /// Settle outcomes that are unknown, by reading only
    #[command(after_long_help = manual(include_str!("recover.rs")))]
    Recover(recover::Recover),
    /// Archives: list, verify, export, restore
    #[command(after_long_help = manual(include_str!("backup.rs")))]
    Backup(backup::Backup),
    /// The record of what this tool did
    #[command(after_long_help = manual(include_str!("ledger.rs")))]
    Ledger(ledger::Ledger),
    /// Upkeep of the vault
    #[command(after_long_help = manual(include_str!("vault.rs")))]
    Vault(vault::VaultArgs),
    /// A simulated device on a pty or a TCP port
    #[command(after_long_help = manual(include_str!("sim.rs")))]
    Sim(sim::Sim),
    /// Frames from hex to JSON, one object a line
    #[command(after_long_help = manual(include_str!("decode.rs")))]
    Decode(decode::Decode),
    /// Completions for a shell, on stdout
    Completions(Completions),
    /// The manual page (roff), on stdout
    Man,
}

/// Arguments of `completions`.
#[derive(Args, Debug)]
struct Completions {
    /// Which shell
    shell: clap_complete::Shell,
}

/// The manual of a command is the doc comment at the top of its file.
fn manual(source: &'static str) -> String {
    let lines: Vec<&str> = source
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .map(|line| line.trim_start_matches("//!").trim_start_matches(' '))
        .filter(|line| !line.starts_with("```"))
        .collect();
    lines.join("\n")
}

/// How a command that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Everything done: 0.
    Done,
    /// It ran and its answer is of this class (something found, an outcome unknown).
    Told(Class),
}

/// Parses, runs, and gives the exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    quiet_index();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let wants_json = arguments.iter().any(|argument| argument == "--json" || argument == "--jsonl");
    let parsed = Cli::command().try_get_matches_from(&arguments).and_then(|found| Cli::from_arg_matches(&found));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return usage(&error, wants_json),
    };
    let context = Context::new(cli.global);
    let ending = run(&context, cli.screen, cli.command);
    match ending {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Told(class)) => ExitCode::from(class.exit_code()),
        Err(failure) => {
            output::failure(&failure, context.lang, wants_json);
            ExitCode::from(failure.class.exit_code())
        }
    }
}

/// A damaged index may make its library panic. That is caught where it happens and answered by building the index again,
/// so nobody has to read about it.
fn quiet_index() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some(THREAD) {
            before(info);
        }
    }));
}

fn usage(error: &clap::Error, wants_json: bool) -> ExitCode {
    if !error.use_stderr() {
        // Help and version are data, asked for.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if wants_json {
        let said = error.to_string();
        let first = said.lines().next().unwrap_or("").trim_start_matches("error: ");
        let failure = Failure::new(
            Class::Usage,
            "usage",
            words::USAGE.with([("why", &Printable::new(first, 200) as &dyn std::fmt::Display)]),
            &words::NOTHING_DONE,
            &words::SEE_HELP,
        );
        output::failure(&failure, Lang::En, true);
    } else {
        // The message repeats what was typed, and that may have been a whole card number.
        let said = error.render().to_string();
        let masked = mask_digits(&said);
        if masked == said {
            let _ = error.print();
        } else {
            output::remark(&masked);
        }
    }
    ExitCode::from(Class::Usage.exit_code())
}

fn run(context: &Context, screen: demo::Screen, command: Option<Command>) -> Result<Ending, Failure> {
    match command {
        None => demo::screen(context, screen),
        Some(Command::Demo(arguments)) => arguments.run(context, screen),
        Some(Command::Ports) => ports::run(context),
        Some(Command::Identify(arguments)) => arguments.run(context),
        Some(Command::Pull(arguments)) => arguments.run(context),
        Some(Command::Journal(arguments)) => arguments.run(context),
        Some(Command::Show(arguments)) => arguments.run(context),
        Some(Command::Dispute(arguments)) => arguments.run(context),
        Some(Command::Reconcile(arguments)) => arguments.run(context),
        Some(Command::Check(arguments)) => arguments.run(context),
        Some(Command::Receipt(arguments)) => arguments.run(context),
        Some(Command::Reprint(arguments)) => arguments.run(context),
        Some(Command::Remedies(arguments)) => arguments.run(context),
        Some(Command::Reverse(arguments)) => arguments.run(context),
        Some(Command::Recover(arguments)) => arguments.run(context),
        Some(Command::Backup(arguments)) => arguments.run(context),
        Some(Command::Ledger(arguments)) => arguments.run(context),
        Some(Command::Vault(arguments)) => arguments.run(context),
        Some(Command::Sim(arguments)) => arguments.run(context),
        Some(Command::Decode(arguments)) => arguments.run(context),
        Some(Command::Completions(arguments)) => {
            clap_complete::generate(arguments.shell, &mut Cli::command(), "tillwright", &mut std::io::stdout());
            Ok(Ending::Done)
        }
        Some(Command::Man) => {
            output::raw(&man::page(Cli::command()).map_err(output::stdout_failure)?)?;
            Ok(Ending::Done)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_manual_is_the_doc_at_the_top_of_the_file() {
        assert_eq!(manual("//! One.\n//!\n//! ```text\n//! two\n//! ```\nuse x;\n//! no"), "One.\n\ntwo");
    }
}
