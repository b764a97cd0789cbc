//! Tillwright: parse, run, exit code.

fn main() -> std::process::ExitCode {
    tillwright::cli::main(std::env::args_os())
}
