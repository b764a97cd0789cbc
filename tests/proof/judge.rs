//! The judge: everything that ledgers and faces claim, against the device's own memory.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tillwright::model::{Family, IntentId, Outcome};
use tillwright::ops::state::Standings;
use tillwright::ops::{Console, recover};
use tillwright::vault::ledger::Case;

use super::history::{Act, Stay, Verb};
use super::run::{Broken, STATEMENT, World};

/// Fails with these words where something is not so.
macro_rules! hold {
    ($right:expr, $($words:tt)*) => { if !$right { return Err(format!($($words)*)); } };
}

/// What became of the cases of a history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) histories: u64,
    pub(crate) requests: u64,
    pub(crate) cases: u64,
    pub(crate) done: u64,
    pub(crate) not_done: u64,
    /// Settled by a person, after reading left it unknown.
    pub(crate) by_person: u64,
    pub(crate) screens: u64,
    /// A power cut left a ledger whose end cannot be told from damage.
    pub(crate) alarms: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Tally) {
        self.histories += other.histories;
        self.requests += other.requests;
        self.cases += other.cases;
        self.done += other.done;
        self.not_done += other.not_done;
        self.by_person += other.by_person;
        self.screens += other.screens;
        self.alarms += other.alarms;
    }
}

/// Cases of every laptop, each as its own writer has it.
fn cases(world: &mut World) -> Result<Vec<(usize, Case)>, Broken> {
    let mut all = Vec::new();
    for laptop in world.used() {
        let vault = world.vault(laptop)?;
        let cases = vault.ledger().cases().map_err(|error| error.to_string())?;
        all.extend(cases.into_iter().filter(|case| world.made(laptop, case)).map(|case| (laptop, case)));
    }
    Ok(all)
}

/// What is so at any moment at which nothing is under way.
pub(crate) fn claims(world: &mut World) -> Result<Vec<(usize, Case)>, Broken> {
    let (by_tool, given_back) = {
        let shop = world.site.shop.lock().unwrap();
        (shop.by_tool(), shop.given_back())
    };
    let all = cases(world)?;
    for laptop in 0..world.laptops.len() {
        let own = all.iter().filter(|(whose, _)| *whose == laptop).count();
        let requests = world.laptops[laptop].requests;
        hold!(requests <= own, "laptop {laptop}: {requests} requests left, {own} intents are in its ledger");
    }
    let mut claimed: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (_, case) in &all {
        let (done, unknown) = claimed.entry(case.intent.plan.entry.number).or_default();
        match &case.outcome {
            Some(Outcome::Done { .. }) => *done += 1,
            Some(Outcome::NotDone { .. }) => {}
            Some(Outcome::Unknown { .. }) | None => *unknown += 1,
        }
    }
    let lies = world.setup.lies;
    for (number, (done, unknown)) in &claimed {
        let executed = by_tool.get(number).copied().unwrap_or_default();
        let back = given_back.get(number).copied().unwrap_or_default();
        // Where reading settles it, what is read is that the payment was taken back, not by whom; and of two laptops that never
        // met, one may hear the answer to the other's request again.
        let by_whom = world.setup.family == Family::Zvt || strangers(world, &all, *number) > 0;
        let right = *done <= executed || (by_whom && back > 0);
        hold!(right, "entry {number}: claimed done {done} times, executed {executed} times, given back {back} times");
        hold!(
            lies || executed <= done + unknown,
            "entry {number}: executed {executed} times, claimed done {done} times, {unknown} unknown"
        );
    }
    for (number, executed) in &by_tool {
        let strangers = strangers(world, &all, *number);
        hold!(
            lies || *executed <= 1 + strangers,
            "entry {number}: executed {executed} times, {strangers} by strangers"
        );
        hold!(lies || claimed.contains_key(number), "entry {number} was given back without an intent");
    }
    Ok(all)
}

/// Intents for an entry that were made without knowing one that another laptop had made: their vaults shared no history then.
fn strangers(world: &World, all: &[(usize, Case)], number: u32) -> usize {
    let of_it = |(_, case): &&(usize, Case)| case.intent.plan.entry.number == number;
    let met = |laptop: usize, from: Timestamp, to: Timestamp| {
        world.laptops[laptop].shared.iter().any(|at| from <= *at && *at <= to)
    };
    let unknown_to = |(laptop, case): &&(usize, Case)| {
        let before = |(other, earlier): &&(usize, Case)| {
            other != laptop && earlier.at <= case.at && !met(*laptop, earlier.at, case.at)
        };
        all.iter().filter(of_it).any(|other| before(&other))
    };
    all.iter().filter(of_it).filter(unknown_to).count()
}

/// What the vaults hold: chains, and everything that was reported as sealed.
fn vaults(world: &mut World) -> Result<(), Broken> {
    for laptop in world.used() {
        // Opened for writing it sets a torn end aside.
        drop(world.console(laptop)?);
        let vault = world.vault(laptop)?;
        for chain in vault.ledger().verify().map_err(|error| error.to_string())? {
            hold!(chain.broken.is_none(), "laptop {laptop}: ledger {} is broken: {:?}", chain.writer, chain.broken);
        }
        for (path, entries) in &world.laptops[laptop].sealed {
            let saved = vault.load(path).map_err(|error| format!("laptop {laptop}: {error}"))?;
            hold!(saved.entries.len() == *entries, "{}: {} of {entries} entries", path.display(), saved.entries.len());
        }
        let cases = vault.ledger().cases().map_err(|error| error.to_string())?;
        told(&cases, world, laptop)?;
        standing(&cases)?;
    }
    Ok(())
}

/// A face that was told done or not done was told what the ledger holds.
fn told(cases: &[Case], world: &World, laptop: usize) -> Result<(), Broken> {
    for (intent, outcome) in &world.laptops[laptop].told {
        let case = cases.iter().find(|case| case.intent.id == *intent);
        hold!(case.is_some(), "a face was told of {intent}, which no ledger holds");
        let held = case.and_then(|case| case.outcome.as_ref()).map_or("unknown", Outcome::as_str);
        let same = held == outcome.as_str() || matches!(outcome, Outcome::Unknown { .. });
        hold!(same, "a face was told {} of {intent}, the ledger holds {held}", outcome.as_str());
    }
    Ok(())
}

/// Lists and receipts say what the ledger says.
fn standing(cases: &[Case]) -> Result<(), Broken> {
    let standings = Standings::of_cases(cases);
    for case in cases {
        let stands = standings.of(&case.intent.plan.entry);
        let open = cases.iter().any(|one| one.intent.plan.entry.key == case.intent.plan.entry.key && one.is_open());
        hold!(
            matches!(stands, tillwright::model::Stands::VoidUnknown(_)) == open,
            "{:?} for an entry whose case is {}",
            stands,
            if open { "open" } else { "settled" }
        );
    }
    Ok(())
}

/// The end of every history: on a good line every unknown outcome ends, by reading or by a person; and the payment is given
/// back at most once also by whoever tries again then.
pub(crate) async fn conclude(world: &mut World, once_more: bool) -> Result<Tally, Broken> {
    world.say(|| "the line is good again".to_owned());
    world.quiet().await;
    let mut tally = Tally { histories: 1, ..Tally::default() };
    claims(world)?;
    if world.alarm {
        refuses(world).await?;
        tally.alarms = 1;
        return Ok(tally);
    }
    for laptop in world.used() {
        settle(world, laptop, &mut tally).await?;
    }
    if once_more {
        again(world, &mut tally).await?;
    }
    vaults(world)?;
    let all = claims(world)?;
    tally.cases = all.len() as u64;
    tally.requests = world.laptops.iter().map(|laptop| laptop.requests as u64).sum();
    tally.screens = world.screens as u64;
    for (_, case) in &all {
        match &case.outcome {
            Some(Outcome::Done { .. }) => tally.done += 1,
            Some(Outcome::NotDone { .. }) => tally.not_done += 1,
            _ => return Err(format!("{} is unknown and does not end", case.intent.id)),
        }
    }
    Ok(tally)
}

/// On a ledger that is an alarm no money moves, whoever asks.
async fn refuses(world: &mut World) -> Result<(), Broken> {
    for laptop in world.used() {
        let before = world.laptops[laptop].requests;
        let acts = vec![Act::quiet(Verb::Look), Act::quiet(Verb::Reverse), Act::quiet(Verb::Recover)];
        world.stay(&Stay { laptop, ..Stay::of(acts) }).await?;
        let vault = world.vault(laptop)?;
        let broken = vault.ledger().verify().map_err(|error| error.to_string())?.iter().any(|one| one.broken.is_some());
        hold!(!broken || world.laptops[laptop].requests == before, "money was asked for on a broken ledger");
    }
    world.quiet().await;
    claims(world).map(|_| ())
}

/// Everything open on a laptop is settled: read on a good line with consent, or else concluded by a person who knows.
async fn settle(world: &mut World, laptop: usize, tally: &mut Tally) -> Result<(), Broken> {
    let cases = world.vault(laptop)?.ledger().cases().map_err(|error| error.to_string())?;
    if !cases.iter().any(Case::is_open) {
        return Ok(());
    }
    world.stay(&Stay { laptop, ..Stay::of(vec![Act::quiet(Verb::Recover)]) }).await?;
    world.quiet().await;
    claims(world)?;
    let console = world.console(laptop)?;
    let open = recover::open_cases(&console).map_err(|failure| format!("{failure:?}"))?;
    drop(console);
    for case in open.iter().filter(|case| case.own || !case.contested.is_empty()) {
        if let Some(Outcome::Unknown { evidence, probe }) = &case.outcome {
            hold!(!evidence.is_empty() && !probe.is_empty(), "{}: nothing says what could settle it", case.intent.id);
        }
        by_person(world, laptop, case)?;
        tally.by_person += 1;
    }
    Ok(())
}

/// A person who knows the truth from elsewhere.
fn by_person(world: &mut World, laptop: usize, case: &Case) -> Result<(), Broken> {
    let number = case.intent.plan.entry.number;
    let executed = world.site.shop.lock().unwrap().by_tool().get(&number).copied().unwrap_or_default();
    let of_it = |(_, other): &&(usize, Case)| {
        other.intent.plan.entry.number == number && matches!(other.outcome, Some(Outcome::Done { .. }))
    };
    let claimed = cases(world)?.iter().filter(of_it).count();
    let mut console = world.console(laptop)?;
    let done = executed > claimed;
    recover::conclude(&mut console, &case.intent.id, done, STATEMENT).map_err(|failure| format!("{failure:?}"))?;
    let by = by(&console, &case.intent.id)?;
    hold!(by.as_deref() == Some(console.who.as_str()), "{}: the ledger does not say who concluded it", case.intent.id);
    Ok(())
}

fn by(console: &Console, intent: &IntentId) -> Result<Option<String>, Broken> {
    let cases = console.vault.ledger().cases().map_err(|error| error.to_string())?;
    Ok(cases.into_iter().find(|case| case.intent.id == *intent).and_then(|case| case.by))
}

/// Somebody asks for the same remedy once more, on a good line, wherever something was tried.
async fn again(world: &mut World, tally: &mut Tally) -> Result<(), Broken> {
    for laptop in world.used() {
        // What the first one did the second one learns; with that it may not do it again.
        if laptop > 0 {
            world.share(0)?;
        }
        if world.setup.lies || (laptop > 0 && world.laptops[laptop].shared.is_empty()) {
            continue;
        }
        world.stay(&Stay { laptop, ..Stay::of(vec![Act::quiet(Verb::Reverse)]) }).await?;
        world.quiet().await;
        settle(world, laptop, tally).await?;
    }
    Ok(())
}
