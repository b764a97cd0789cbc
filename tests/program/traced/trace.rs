//! Reads what strace tells of a program's system calls.

use std::collections::HashMap;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

/// The calls that change files, and those that make changes durable.
pub const CALLS: &str = "trace=openat,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fsync,fdatasync,\
                         sync_file_range,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat";

/// A call that succeeded, with the paths that its descriptors stood for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    MakeDir(PathBuf),
    /// Opened for writing, made where it was not there.
    Open {
        path: PathBuf,
        new: bool,
    },
    /// Bytes to a place, or behind what is there.
    Write {
        path: PathBuf,
        at: Option<usize>,
        bytes: Vec<u8>,
    },
    Cut {
        path: PathBuf,
        len: usize,
    },
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

impl Call {
    /// The file that it is about.
    pub fn path(&self) -> &Path {
        match self {
            Self::MakeDir(path) | Self::Sync(path) | Self::Remove(path) | Self::Rename(_, path) => path,
            Self::Open { path, .. } | Self::Write { path, .. } | Self::Cut { path, .. } => path,
        }
    }
}

/// The bytes of strace's `\x2f\x74`.
fn bytes(hex: &str) -> Vec<u8> {
    hex.split("\\x").skip(1).map(|byte| u8::from_str_radix(&byte[..2], 16).unwrap()).collect()
}

fn path(hex: &str) -> PathBuf {
    OsString::from_vec(bytes(hex)).into()
}

/// The path of a descriptor `4<\x2f...>`.
fn of_descriptor(argument: &str) -> PathBuf {
    argument.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or_else(PathBuf::new, |(hex, _)| path(hex))
}

/// Every call, in the order in which they ended. A call that another thread interrupted stands in two lines.
pub fn read(text: &str) -> Vec<Call> {
    let mut begun: HashMap<&str, &str> = HashMap::new();
    let mut calls = Vec::new();
    for line in text.lines() {
        let Some((process, line)) = line.split_once(' ') else { continue };
        let line = line.trim_start();
        if let Some(first) = line.strip_suffix("<unfinished ...>") {
            begun.insert(process, first);
        } else if let Some((_, rest)) = line.split_once(" resumed>").filter(|_| line.starts_with("<... ")) {
            let whole = format!("{}{rest}", begun.remove(process).unwrap_or_default());
            calls.extend(call(&whole));
        } else {
            calls.extend(call(line));
        }
    }
    calls
}

fn call(line: &str) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(") ").or_else(|| rest.rsplit_once(')'))?;
    let result = result.trim_start().strip_prefix("= ")?;
    if result.starts_with('-') || result.starts_with('?') {
        return None;
    }
    let arguments: Vec<&str> = arguments.split(", ").collect();
    let quoted: Vec<&str> = arguments.iter().copied().filter(|argument| argument.starts_with('"')).collect();
    let number = |text: &str| text.trim().parse::<usize>().unwrap();
    Some(match name {
        "mkdir" | "mkdirat" => Call::MakeDir(path(quoted[0])),
        "openat" if line.contains("O_CREAT") || line.contains("O_TRUNC") => {
            assert!(!line.contains("O_TRUNC"), "nothing of ours is overwritten: {line}");
            Call::Open { path: path(quoted[0]), new: line.contains("O_EXCL") }
        }
        "openat" => return None,
        "write" => Call::Write { path: of_descriptor(arguments[0]), at: None, bytes: written(quoted[0], result) },
        "pwrite64" => {
            let at = Some(number(arguments[3]));
            Call::Write { path: of_descriptor(arguments[0]), at, bytes: written(quoted[0], result) }
        }
        "ftruncate" => Call::Cut { path: of_descriptor(arguments[0]), len: number(arguments[1]) },
        "fsync" | "fdatasync" => Call::Sync(of_descriptor(arguments[0])),
        // No barrier: what it wrote may be in the disk's own memory.
        "sync_file_range" => return None,
        "rename" | "renameat" | "renameat2" => Call::Rename(path(quoted[0]), path(quoted[1])),
        "unlink" | "unlinkat" | "rmdir" => Call::Remove(path(quoted[0])),
        _ => panic!("a call that this test does not know: {}", &line[..line.len().min(200)]),
    })
}

fn written(quoted: &str, result: &str) -> Vec<u8> {
    assert!(!quoted.ends_with("..."), "strace cut it");
    let all = bytes(quoted.trim_matches('"'));
    let count: usize = result.split(' ').next().unwrap().parse().unwrap();
    all[..count].to_vec()
}
