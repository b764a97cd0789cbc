//! The manual page: one page with every command in it, so that it names no other page.

use std::io;

use clap::Command;
use clap_mangen::Man;

/// The page in roff.
pub(super) fn page(root: Command) -> io::Result<Vec<u8>> {
    // Built once, so that commands know their whole names; `help` has no manual of its own.
    let mut root = root.disable_help_subcommand(true);
    root.build();
    let mut out = Vec::new();
    let man = Man::new(root.clone());
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    for command in root.get_subcommands() {
        describe(command, "", &mut out)?;
    }
    man.render_version_section(&mut out)?;
    Ok(out)
}

/// A command and the commands below it, each a section with its parts as subsections. Options of every command stand once,
/// at the top.
fn describe(command: &Command, above: &str, out: &mut Vec<u8>) -> io::Result<()> {
    let name = format!("{above}{}", command.get_name());
    let shared: Vec<_> = command
        .get_arguments()
        .filter(|one| one.is_global_set() || one.get_id() == "help" || one.get_id() == "version")
        .map(|one| one.get_id().clone())
        .collect();
    let own = shared.into_iter().fold(command.clone(), |own, id| own.mut_arg(id, |one| one.hide(true)));
    let man = Man::new(own);
    let mut parts = Vec::new();
    man.render_synopsis_section(&mut parts)?;
    man.render_description_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    if command.get_after_long_help().is_some() {
        man.render_extra_section(&mut parts)?;
    }
    out.extend(format!(".SH \"TILLWRIGHT {}\"\n", name.to_uppercase()).bytes());
    // Each part begins with the same two definitions; the first of the page are enough.
    let repeated = |line: &&str| !line.starts_with(".ie ") && !line.starts_with(".el ");
    for line in String::from_utf8_lossy(&parts).lines().filter(repeated) {
        match line {
            ".SH EXTRA" => out.extend(b".SS MORE"),
            line => out.extend(line.replacen(".SH ", ".SS ", 1).bytes()),
        }
        out.push(b'\n');
    }
    for below in command.get_subcommands() {
        describe(below, &format!("{name} "), out)?;
    }
    Ok(())
}
