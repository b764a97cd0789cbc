//! One portable file: what `backup export` writes and `backup restore` reads. Layout in `docs/archive-format.md`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::archive::{self, Parsed};
use super::chain::Chain;
use super::disk::parent;
use super::error::quoted;
use super::format::{self, First};
use super::ledger::is_writer;
use super::spool::name_of;
use super::store;
use super::{Vault, VaultError};

const MAGIC: &str = "tillwright portable ";
const VERSION: u32 = 1;
const END: &[u8; 4] = b"TWP\n";
const AGE: &[u8] = b"age-encryption.org/";
/// Largest portable file that is read.
const MOST_FILE: u64 = 512 << 20;
/// Longest manifest.
const MOST_MANIFEST: usize = 16 << 20;
/// Work of a guess at a passphrase, as a power of two: about a second.
const WORK: u8 = 17;
/// Most work that a file may ask for: a quarter of a gigabyte of memory.
const MOST_WORK: u8 = 18;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MemberKind {
    Archive,
    Ledger,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Member {
    kind: MemberKind,
    /// File name of an archive, writer of a ledger.
    name: String,
    size: u64,
    sha256: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    made: Timestamp,
    members: Vec<Member>,
}

/// What a restore did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestoredFiles {
    /// Archives that were new here.
    pub archives: Vec<PathBuf>,
    /// Archives that were here already, with the same content hash, and read well.
    pub present: usize,
    /// Other writers' ledgers that came along, new or longer than before.
    pub ledgers: Vec<String>,
}

fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Puts members together.
fn pack(made: Timestamp, members: Vec<(MemberKind, String, Vec<u8>)>) -> io::Result<Vec<u8>> {
    let member = |(kind, name, bytes): &(MemberKind, String, Vec<u8>)| Member {
        kind: kind.clone(),
        name: name.clone(),
        size: bytes.len() as u64,
        sha256: digest(bytes),
    };
    let manifest = serde_json::to_vec(&Manifest { made, members: members.iter().map(member).collect() })?;
    let too_large =
        || io::Error::new(io::ErrorKind::FileTooLarge, "more than one portable file may hold; name fewer archives");
    let len = u32::try_from(manifest.len()).ok().filter(|_| manifest.len() <= MOST_MANIFEST).ok_or_else(too_large)?;
    let mut out = format!("{MAGIC}{VERSION}\n").into_bytes();
    out.extend(len.to_le_bytes());
    out.extend(Sha256::digest(&manifest));
    out.extend(manifest);
    for (_, _, bytes) in members {
        out.extend(bytes);
    }
    out.extend(END);
    if out.len() as u64 > MOST_FILE {
        return Err(too_large());
    }
    Ok(out)
}

/// Takes a file apart; every byte of it is accounted for.
fn unpack<'a>(path: &Path, bytes: &'a [u8]) -> Result<Vec<(Member, &'a [u8])>, VaultError> {
    let at = match format::first(bytes, MAGIC, VERSION) {
        First::Known(at) => at,
        First::Newer(found) => return Err(VaultError::Newer { path: path.to_path_buf(), found, known: VERSION }),
        First::Foreign => return Err(VaultError::damaged(path)("it does not begin like a portable file")),
    };
    members(&bytes[at..]).map_err(VaultError::damaged(path))
}

fn members(bytes: &[u8]) -> Result<Vec<(Member, &[u8])>, String> {
    let (len, rest) = bytes.split_first_chunk::<4>().ok_or("it is cut")?;
    let (sum, rest) = rest.split_first_chunk::<32>().ok_or("it is cut")?;
    let len = u32::from_le_bytes(*len) as usize;
    if len > MOST_MANIFEST || len > rest.len() {
        return Err("it is cut".to_owned());
    }
    let (manifest, mut rest) = rest.split_at(len);
    if Sha256::digest(manifest)[..] != sum[..] {
        return Err("its list of members does not have the hash that it names".to_owned());
    }
    let manifest: Manifest = serde_json::from_slice(manifest)
        .map_err(|error| format!("its list of members is not understood ({})", quoted(error)))?;
    let mut all = Vec::new();
    for member in manifest.members {
        let size = usize::try_from(member.size).ok().filter(|size| *size <= rest.len()).ok_or("it is cut")?;
        let (content, behind) = rest.split_at(size);
        if digest(content) != member.sha256 {
            return Err(format!("member {} does not have the hash that the list names", all.len() + 1));
        }
        all.push((member, content));
        rest = behind;
    }
    if rest != END { Err("it does not end where it should".to_owned()) } else { Ok(all) }
}

fn encrypt(plain: &[u8], passphrase: &str, work: u8) -> io::Result<Vec<u8>> {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(work);
    let recipients = std::iter::once(&recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients).map_err(io::Error::other)?;
    let mut out = Vec::new();
    let mut writer = encryptor.wrap_output(&mut out)?;
    writer.write_all(plain)?;
    writer.finish()?;
    Ok(out)
}

fn decrypt(path: &Path, bytes: &[u8], passphrase: Option<&str>) -> Result<Vec<u8>, VaultError> {
    let refused = |why| VaultError::Passphrase { path: path.to_path_buf(), why };
    let damaged = |error: String| VaultError::damaged(path)(format!("it cannot be decrypted ({})", quoted(error)));
    let decryptor = age::Decryptor::new(bytes).map_err(|error| damaged(error.to_string()))?;
    if !decryptor.is_scrypt() {
        return Err(refused("not with a passphrase but for a key, which this program does not use"));
    }
    let passphrase = passphrase.ok_or_else(|| refused("a passphrase is needed"))?;
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MOST_WORK);
    let mut reader = match decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)) {
        Ok(reader) => reader,
        Err(
            age::DecryptError::DecryptionFailed
            | age::DecryptError::KeyDecryptionFailed
            | age::DecryptError::NoMatchingKeys,
        ) => {
            return Err(refused("the passphrase is wrong"));
        }
        Err(error) => return Err(damaged(error.to_string())),
    };
    let mut plain = Vec::new();
    reader.read_to_end(&mut plain).map_err(|error| damaged(error.to_string()))?;
    Ok(plain)
}

/// A portable file taken apart and verified, before anything of it is stored.
struct Verified<'a> {
    archives: Vec<(Parsed, &'a [u8])>,
    ledgers: Vec<(String, &'a [u8])>,
}

/// A ledger that a portable file has more of than this vault.
struct Longer<'a> {
    writer: String,
    path: PathBuf,
    /// How much of it is here already.
    from_byte: usize,
    bytes: &'a [u8],
}

impl Vault {
    /// Writes one portable file with the given archives and what they build on (all sealed ones where none is named) and
    /// every ledger; encrypted where there is a passphrase. Verified by reading it back; an existing file is never
    /// overwritten. Returns how many archives are in it.
    pub fn export(&self, to: &Path, archives: &[PathBuf], passphrase: Option<&str>) -> Result<usize, VaultError> {
        self.export_with(to, archives, passphrase, WORK)
    }

    fn export_with(
        &self,
        to: &Path,
        wanted: &[PathBuf],
        passphrase: Option<&str>,
        work: u8,
    ) -> Result<usize, VaultError> {
        let mut members = Vec::new();
        for path in self.with_bases(wanted)? {
            let bytes = self.store.bytes(&path)?;
            archive::parse(&path, &bytes, true)?;
            members.push((MemberKind::Archive, name_of(&path), bytes));
        }
        let count = members.len();
        for (writer, path) in self.ledger.files()? {
            members.push((MemberKind::Ledger, writer, self.ledger.bytes(&path)?));
        }
        let plain = pack(self.disk.now(), members).map_err(VaultError::io(to))?;
        let bytes = match passphrase {
            Some(passphrase) => encrypt(&plain, passphrase, work).map_err(VaultError::io(to))?,
            None => plain.clone(),
        };
        if self.disk.len(to).map_err(VaultError::io(to))?.is_some() {
            return Err(VaultError::Exists { path: to.to_path_buf() });
        }
        self.store.install(to, &bytes)?;
        let back = self.open_portable(to, passphrase)?;
        unpack(to, &back)?;
        match back == plain {
            true => Ok(count),
            false => Err(VaultError::damaged(to)("it does not read back as it was written")),
        }
    }

    /// The wanted archives, or all sealed ones, with everything they build on; bases first.
    fn with_bases(&self, wanted: &[PathBuf]) -> Result<Vec<PathBuf>, VaultError> {
        let places = self.store.by_hash()?;
        let all: Vec<PathBuf> = match wanted {
            [] => self.store.files("twa")?,
            wanted => wanted.to_vec(),
        };
        let mut found = BTreeSet::new();
        let mut out = Vec::new();
        for path in all {
            for parsed in self.store.chain(&path, false)? {
                let hash = parsed.trailer.sha256;
                if found.insert(hash.clone()) {
                    out.push(places.get(&hash).unwrap_or(&path).clone());
                }
            }
        }
        Ok(out)
    }

    fn open_portable(&self, from: &Path, passphrase: Option<&str>) -> Result<Vec<u8>, VaultError> {
        match self.disk.len(from).map_err(VaultError::io(from))? {
            None => return Err(VaultError::NotFound(format!("there is no file {}", from.display()))),
            Some(size) if size > MOST_FILE + (MOST_FILE >> 8) => {
                return Err(VaultError::damaged(from)("it is larger than any portable file may be"));
            }
            Some(_) => {}
        }
        let bytes = self.disk.read(from).map_err(VaultError::io(from))?;
        if bytes.starts_with(AGE) { decrypt(from, &bytes, passphrase) } else { Ok(bytes) }
    }

    /// Takes a portable file in. Everything in it is verified before anything is stored; nothing that is here is overwritten.
    /// Ledgers of other writers become or stay read-only; this writer's own is only compared.
    pub fn restore(&mut self, from: &Path, passphrase: Option<&str>) -> Result<RestoredFiles, VaultError> {
        self.guard()?;
        let bytes = self.open_portable(from, passphrase)?;
        let content = verify(from, unpack(from, &bytes)?)?;
        let here = self.store.by_hash()?;
        self.check_bases(from, &content, &here)?;
        self.check_present(&content, &here)?;
        let longer = self.longer_ledgers(from, &content)?;
        self.keep_present(&content, &here)?;
        let mut done = RestoredFiles::default();
        // Ledgers first: where it breaks off, no journal may be here without what was sent for its sales.
        for ledger in longer {
            self.extend_ledger(&ledger)?;
            done.ledgers.push(ledger.writer);
        }
        for (parsed, bytes) in &content.archives {
            match here.get(&parsed.trailer.sha256) {
                Some(_) => done.present += 1,
                None => done.archives.push(self.place(parsed, bytes)?),
            }
        }
        let counts = (done.archives.len(), done.present, done.ledgers.join(", "));
        let text = format!(
            "restored {}: {} archives, {} already here; ledgers: {}",
            name_of(from),
            counts.0,
            counts.1,
            counts.2
        );
        self.upkeep(text)?;
        Ok(done)
    }

    fn place(&self, parsed: &Parsed, bytes: &[u8]) -> Result<PathBuf, VaultError> {
        let header = &parsed.header;
        let folder = store::folder(header.family, header.device.as_ref(), &header.port);
        let name = format!("{}-{}.twa", store::stamp(header.begun), &parsed.trailer.sha256[..8]);
        let path = self.store.make_folder(&folder)?.join(name);
        match self.disk.len(&path).map_err(VaultError::io(&path))? {
            // Eight hex digits in common, or a damaged file of that name: neither is overwritten.
            Some(_) => Err(VaultError::Exists { path }),
            None => self.store.install(&path, bytes).map(|()| path),
        }
    }

    /// Every base is in the file or here, verified.
    fn check_bases(
        &self,
        from: &Path,
        content: &Verified<'_>,
        here: &HashMap<String, PathBuf>,
    ) -> Result<(), VaultError> {
        let counts: BTreeMap<&str, usize> = content
            .archives
            .iter()
            .map(|(parsed, _)| (parsed.trailer.sha256.as_str(), parsed.trailer.entries))
            .collect();
        for base in content.archives.iter().filter_map(|(parsed, _)| parsed.base.as_ref()) {
            let entries = match (counts.get(base.hash.as_str()), here.get(&base.hash)) {
                (Some(entries), _) => *entries,
                (None, Some(path)) => self.store.parse(path, false)?.trailer.entries,
                (None, None) => {
                    return Err(VaultError::damaged(from)(format!(
                        "an archive builds on {}, which is neither in it nor here",
                        base.hash
                    )));
                }
            };
            if entries != base.entries {
                return Err(VaultError::damaged(from)(format!("base {} does not hold what a delta says", base.hash)));
            }
        }
        Ok(())
    }

    /// What is here under the hash of an archive in the file has to be that archive, or a damaged one would pass for
    /// restored. It is not overwritten: a person moves it away first.
    fn check_present(&self, content: &Verified<'_>, here: &HashMap<String, PathBuf>) -> Result<(), VaultError> {
        for (parsed, _) in &content.archives {
            let Some(path) = here.get(&parsed.trailer.sha256) else { continue };
            self.store.parse(path, false).map_err(|error| {
                VaultError::damaged(path)(format!(
                    "{error}; a whole one is in the file: move this one away, then restore again"
                ))
            })?;
        }
        Ok(())
    }

    /// What is here already counts as restored: an earlier restore may have been stopped before it was durable.
    fn keep_present(&self, content: &Verified<'_>, here: &HashMap<String, PathBuf>) -> Result<(), VaultError> {
        let named = |writer: &String| content.ledgers.iter().any(|(name, _)| name == writer);
        for (_, path) in self.ledger.files()?.iter().filter(|(writer, _)| named(writer)) {
            let synced = self.disk.sync(path).and_then(|()| self.disk.sync_dir(parent(path)));
            synced.map_err(VaultError::io(path))?;
        }
        let present = content.archives.iter().filter_map(|(parsed, _)| here.get(&parsed.trailer.sha256));
        let folders: BTreeSet<&Path> = present.map(|path| parent(path)).collect();
        folders.into_iter().try_for_each(|folder| self.store.keep_names(folder))
    }

    /// Ledgers that are new or go on where ours of that writer ends. One that contradicts is an error.
    fn longer_ledgers<'a>(&self, from: &Path, content: &Verified<'a>) -> Result<Vec<Longer<'a>>, VaultError> {
        let ours: HashMap<String, PathBuf> = self.ledger.files()?.into_iter().collect();
        let mut longer = Vec::new();
        for (writer, bytes) in &content.ledgers {
            let mut present = ours.get(writer).map(|path| self.ledger.bytes(path)).transpose()?.unwrap_or_default();
            if present.starts_with(bytes) && (ours.contains_key(writer) || bytes.is_empty()) {
                continue;
            }
            let chain = Chain::read(writer, &present);
            if chain.torn {
                present.truncate(chain.good); // a restore that the power cut short; what it was going to add is in the file
            }
            if !bytes.starts_with(&present) {
                return Err(VaultError::damaged(from)(format!(
                    "the ledger of {writer} in it and the one here contradict each other: one of them was changed, or two machines use one name"
                )));
            }
            if self.ledger.writer() == Some(writer.as_str()) {
                return Err(VaultError::damaged(from)(format!(
                    "this machine's own ledger {writer} is longer in it than here: this vault was put back to an earlier state; begin a new vault and restore into that"
                )));
            }
            let path = self.root.join("ledger").join(format!("{writer}.jsonl"));
            longer.push(Longer { writer: writer.clone(), path, from_byte: present.len(), bytes });
        }
        Ok(longer)
    }

    /// A new file, or the lines that are missing appended: what is there stays as it is, but for a torn end. Each line is
    /// durable before the next, so that a power cut can only tear the last.
    fn extend_ledger(&self, ledger: &Longer<'_>) -> Result<(), VaultError> {
        let Longer { path, from_byte, bytes, .. } = ledger;
        if *from_byte == 0 && self.disk.len(path).map_err(VaultError::io(path))?.is_none() {
            return self.store.install(path, bytes);
        }
        let io = || VaultError::io(path);
        if self.disk.len(path).map_err(io())? != Some(*from_byte as u64) {
            self.disk.truncate(path, *from_byte as u64).and_then(|()| self.disk.sync(path)).map_err(io())?;
        }
        for line in bytes[*from_byte..].split_inclusive(|byte| *byte == b'\n') {
            self.disk.append(path, line).and_then(|()| self.disk.sync(path)).map_err(io())?;
        }
        self.disk.sync_dir(parent(path)).map_err(io())?;
        match self.disk.read(path).map_err(io())? == *bytes {
            true => Ok(()),
            false => Err(VaultError::damaged(path)("it does not read back as it was written")),
        }
    }
}

fn verify<'a>(from: &Path, members: Vec<(Member, &'a [u8])>) -> Result<Verified<'a>, VaultError> {
    let mut content = Verified { archives: Vec::new(), ledgers: Vec::new() };
    // What stands in it twice would be refused only when the first of it was stored already.
    let mut seen = BTreeSet::new();
    let mut once = |what: &str, name: &str| match seen.insert(format!("{what} {name}")) {
        true => Ok(()),
        false => Err(VaultError::damaged(from)(format!("{what} {name} is in it twice"))),
    };
    for (member, bytes) in members {
        match member.kind {
            MemberKind::Archive => {
                // Only header and counts are needed from here on; many archives at once would be much memory.
                let mut parsed = archive::parse(from, bytes, true)?;
                once("archive", &parsed.trailer.sha256)?;
                parsed.own = Vec::new();
                parsed.wire = Vec::new();
                content.archives.push((parsed, bytes));
            }
            MemberKind::Ledger if is_writer(&member.name) => {
                once("ledger", &member.name)?;
                content.ledgers.push((member.name, bytes));
            }
            MemberKind::Ledger => return Err(VaultError::damaged(from)("a ledger with a name that none may have")),
        }
    }
    Ok(content)
}
