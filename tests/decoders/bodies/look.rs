//! Looks at what a decoder gives away.

use tillwright::model::is_hostile;
use tillwright::protocol::Decoded;

/// Digits of the shortest card number.
const CARD: usize = 13;

/// Card numbers that the corpora hold. Read as BCD, no pair of their digits is a tag that ZVT defines, so that none of them
/// can stand in several neighbouring fields, where nobody looks for it.
pub const CARDS: [&str; 3] = ["5554785859856655", "6985845544844458564", "5466956855868"];

/// Text that a person may see: nothing that acts on a screen, and no card number.
pub fn harmless(text: &str) {
    plain(text);
    if text.bytes().filter(u8::is_ascii_digit).count() < CARD {
        return;
    }
    let run = longest_run(text);
    assert!(run < CARD, "{run} digits in a row in {text:?}");
}

/// Text that a person may see and that holds hashes or hex, in which digits are no card number.
pub fn plain(text: &str) {
    unmarked(text);
    secret_free(text.as_bytes());
}

/// Text without a mark that acts on a screen.
fn unmarked(text: &str) {
    if let Some(symbol) = text.chars().find(|symbol| is_hostile(*symbol)) {
        panic!("{symbol:?} in {text:?}");
    }
}

/// Bytes that may be kept: none of the card numbers of the corpora.
pub fn secret_free(bytes: &[u8]) {
    if bytes.iter().filter(|byte| byte.is_ascii_digit()).count() < CARD {
        return;
    }
    for card in CARDS {
        let kept = bytes.windows(card.len()).any(|window| window == card.as_bytes());
        assert!(!kept, "card number {card} was kept");
    }
}

/// One piece of a stream as it is shown, printed as JSON and noted.
pub fn decoded(piece: &Decoded) {
    harmless(&piece.name);
    harmless(&piece.meaning);
    harmless(piece.problem.as_deref().unwrap_or(""));
    for (name, value) in &piece.fields {
        harmless(name);
        // Digits of a value that was masked as a whole are no card number, and those of sums side by side may be any number:
        // nobody looks for one in BCD there.
        let sums = value.bytes().all(|byte| byte == b'0') || name.starts_with("totals");
        if sums { unmarked(value) } else { harmless(value) }
    }
    let mut names: Vec<&String> = piece.fields.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), piece.fields.len(), "a name twice in {:?}", piece.fields);
    secret_free(&piece.raw);
}

/// The most digits in a row, single blanks and hyphens between them not counted; those of application identifiers of chip
/// cards, which receipts print in hex, left out.
pub fn longest_run(text: &str) -> usize {
    let symbols: Vec<char> = text.chars().collect();
    let (mut longest, mut run, mut at) = (0, 0, 0);
    while at < symbols.len() {
        let inside_word = at > 0 && symbols[at - 1].is_ascii_alphanumeric();
        let identifier = if inside_word { 0 } else { identifier(&symbols[at..]) };
        if identifier > 0 {
            run = 0;
            at += identifier;
            continue;
        }
        let gap = matches!(symbols[at], ' ' | '-') && at > 0 && symbols[at - 1].is_ascii_digit();
        run = match symbols[at].is_ascii_digit() {
            true => run + 1,
            false if gap => run,
            false => 0,
        };
        longest = longest.max(run);
        at += 1;
    }
    longest
}

fn identifier(symbols: &[char]) -> usize {
    let begins = |with: &str| symbols.iter().take(with.len()).copied().eq(with.chars());
    let len = symbols.iter().take_while(|symbol| symbol.is_ascii_hexdigit()).count();
    if (begins("A000000") || begins("D27600")) && (10..=20).contains(&len) { len } else { 0 }
}

/// Cuts of `bytes` into pieces: byte by byte, and two ways that depend on the bytes alone.
pub fn cuttings(bytes: &[u8]) -> Vec<Vec<&[u8]>> {
    let mut seed = bytes.iter().fold(bytes.len() as u32, |sum, byte| sum.wrapping_mul(31).wrapping_add((*byte).into()));
    let mut all = vec![bytes.chunks(1).collect()];
    for most in [5, 90] {
        let (mut pieces, mut rest) = (Vec::new(), bytes);
        while !rest.is_empty() {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (piece, behind) = rest.split_at(((seed >> 16) as usize % most + 1).min(rest.len()));
            pieces.push(piece);
            rest = behind;
        }
        all.push(pieces);
    }
    all
}
