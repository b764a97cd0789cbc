//! The program's own simulated terminal, in a process of its own, driven by the crate.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;
use tokio::net::TcpStream;
use zvt::packets as theirs;
use zvt::sequences::{self as ask, AuthorizationResponse};

use crate::line::Line;
use crate::{SHOP, register, reservation, run};

/// The process; it ends with its handle.
struct Program {
    child: Child,
    _stdout: BufReader<ChildStdout>,
    address: String,
    state: PathBuf,
}

impl Program {
    fn start(dir: &Path) -> Self {
        let (scenario, state) = (dir.join("shop.toml"), dir.join("state.json"));
        std::fs::write(&scenario, SHOP).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_tillwright"))
            .args(["sim", "zvt", "--tcp", "127.0.0.1:0", "--scenario"])
            .arg(&scenario)
            .arg("--state")
            .arg(&state)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut ready = String::new();
        stdout.read_line(&mut ready).unwrap();
        let address = ready.trim().strip_prefix("ready zvt tcp:").unwrap_or_else(|| panic!("{ready:?}")).to_owned();
        Self { child, _stdout: stdout, address, state }
    }

    fn remembers(&self) -> Value {
        serde_json::from_str(&std::fs::read_to_string(&self.state).unwrap()).unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn the_program_itself() {
    let dir = tempfile::tempdir().unwrap();
    let program = Program::start(dir.path());
    let mut line = Line::new(TcpStream::connect(&program.address).await.unwrap());
    let completion = register(&mut line, true).await;
    assert_eq!(completion.terminal_id, Some(52_500_041));
    let said = run::<ask::Reservation>(reservation(2_500), &mut line).await.unwrap();
    assert!(matches!(said.last(), Some(AuthorizationResponse::CompletionData(_))), "{said:?}");
    let state = program.remembers();
    let stored = state["transactions"].as_array().unwrap().last().unwrap();
    assert_eq!((stored["deed"].as_str(), stored["amount"].as_u64()), (Some("reservation"), Some(2_500)));
    let result = said.iter().find_map(|one| match one {
        AuthorizationResponse::StatusInformation(result) => Some(result),
        _ => None,
    });
    assert_eq!(result.unwrap().receipt_no.map(|number| number as u64), stored["receipt"].as_u64());
    run::<ask::EndOfDay>(theirs::EndOfDay { password: 123_456 }, &mut line).await.unwrap();
    assert_eq!(program.remembers()["batch"], 2);
}
