//! What became of each intent, told from all ledgers together.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::chain::Chain;
use super::ledger::{Case, Event};
use crate::model::{IntentId, Outcome};

/// What one writer says of an intent: its newest settling word, or its newest *unknown* where it has none.
struct Word {
    at: Timestamp,
    outcome: Outcome,
    by: Option<String>,
    /// Hash of the line that says it.
    line: String,
    over: Vec<String>,
}

fn settles(outcome: &Outcome) -> bool {
    !matches!(outcome, Outcome::Unknown { .. })
}

/// Every intent of these chains, oldest first.
pub(super) fn of(chains: &[(String, Chain)], own: Option<&str>) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut words: HashMap<IntentId, Vec<Word>> = HashMap::new();
    for (writer, chain) in chains {
        let mut of_writer: HashMap<IntentId, Word> = HashMap::new();
        for read in &chain.lines {
            let Some(line) = &read.line else { continue };
            match &line.event {
                Some(Event::Intent(intent)) => cases.push(Case {
                    intent: (**intent).clone(),
                    at: line.at,
                    outcome: None,
                    by: None,
                    own: own == Some(writer.as_str()),
                    contested: Vec::new(),
                }),
                Some(Event::Outcome { intent, outcome, by, over }) if read.holds => {
                    // A later *unknown* takes no settling word back: recovery writes one where ledgers contradict each
                    // other, and the other ledger's word must not win by that.
                    let settled = of_writer.get(intent).is_some_and(|word| settles(&word.outcome));
                    if settles(outcome) || !settled {
                        let (outcome, by, over) = (outcome.clone(), by.clone(), over.clone());
                        let word = Word { at: line.at, outcome, by, line: line.hash.clone(), over };
                        of_writer.insert(intent.clone(), word);
                    }
                }
                _ => {}
            }
        }
        for (intent, word) in of_writer {
            words.entry(intent).or_default().push(word);
        }
    }
    for case in &mut cases {
        if let Some(words) = words.remove(&case.intent.id) {
            judge(case, words);
        }
    }
    cases.sort_by(|one, other| (one.at, &one.intent.id).cmp(&(other.at, &other.intent.id)));
    cases
}

/// What several writers' newest words come to. A contradiction ends with the person who had all of it before them: what they
/// concluded over counts no more, wherever their ledger is taken in.
fn judge(case: &mut Case, mut words: Vec<Word>) {
    let by_people = words.iter().filter(|word| word.by.is_some());
    let over: HashSet<String> = by_people.flat_map(|word| word.over.iter().cloned()).collect();
    words.retain(|word| !over.contains(&word.line));
    words.sort_by_key(|word| word.at);
    let settled: Vec<&Word> = words.iter().filter(|word| settles(&word.outcome)).collect();
    if settled.windows(2).any(|pair| pair[0].outcome.as_str() != pair[1].outcome.as_str()) {
        let told: Vec<&str> = settled.iter().map(|word| word.outcome.evidence()).collect();
        case.outcome = Some(Outcome::Unknown {
            evidence: format!("two ledgers contradict each other: {}", told.join(" / ")),
            probe: "a person has to compare both ledgers with the acquirer's statement, and conclude it".to_owned(),
        });
        case.contested = settled.iter().map(|word| word.line.clone()).collect();
    } else if let Some(word) = settled.last().copied().or(words.last()) {
        (case.outcome, case.by) = (Some(word.outcome.clone()), word.by.clone());
    }
}
