//! XML one branch at a time. Names are local ones, prefixes do not count. A document type is refused, for entities of its own
//! can blow up a reader; depth and the size of a branch are bounded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::BillRefusal;

/// Deepest level: statements of banks reach about 15.
const MAX_DEPTH: usize = 48;
/// Most elements of one branch.
const MAX_NODES: usize = 400_000;

/// Most attributes of an element that are looked at.
const MAX_ATTRIBUTES: usize = 32;

/// An element with all that is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    /// Local name.
    pub name: String,
    /// Line on which it begins, from 1.
    pub line: u32,
    /// Attributes by their whole names.
    pub attributes: Vec<(String, String)>,
    /// Its own text, trimmed.
    pub text: String,
    /// Elements in it.
    pub children: Vec<Node>,
}

impl Node {
    /// The first element of that path (`Amt`, `Sts/Cd`).
    pub(super) fn find(&self, path: &str) -> Option<&Node> {
        path.split('/').try_fold(self, |node, name| node.children.iter().find(|child| child.name == name))
    }

    /// The text at a path; empty where there is none.
    pub(super) fn text(&self, path: &str) -> &str {
        self.find(path).map_or("", |node| node.text.as_str())
    }

    /// Elements of that name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// An attribute; empty where there is none.
    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }
}

/// Where in the document something is, from the outermost element inwards.
pub(super) type Path = [String];

/// What a caller does with an element that begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Look into it.
    Into,
    /// Take it whole.
    Take,
}

/// Who walks through a document.
pub(super) trait Visit {
    /// What to do with an element that begins outside of a branch. It has its name and attributes so far.
    fn step(&mut self, path: &Path, node: &Node) -> Result<Step, BillRefusal>;
    /// A branch, whole.
    fn take(&mut self, node: Node);
}

/// Walks through a document, whose visitor sees one branch at a time.
pub(super) fn walk(all: &str, visitor: &mut impl Visit) -> Result<(), BillRefusal> {
    let mut reader = Reader::from_str(all);
    let mut lines = Lines { all, at: 0, line: 1 };
    let mut path: Vec<String> = Vec::new();
    let mut branch: Vec<Node> = Vec::new();
    let mut nodes = 0;
    let mut closed = false;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| broken(&error, lines.at(at)))?;
        let (node, empty) = match event {
            Event::Start(start) => (Some(node(&start, lines.at(at))?), false),
            Event::Empty(start) => (Some(node(&start, lines.at(at))?), true),
            Event::End(_) => {
                close(&mut path, &mut branch, visitor);
                closed |= path.is_empty() && branch.is_empty();
                continue;
            }
            Event::Text(text) => {
                add(&mut branch, &text);
                (None, false)
            }
            Event::CData(text) => {
                add(&mut branch, &text);
                (None, false)
            }
            Event::GeneralRef(name) => {
                add(&mut branch, &reference(&name).ok_or(BillRefusal::XmlDoctype)?);
                (None, false)
            }
            Event::DocType(_) => return Err(BillRefusal::XmlDoctype),
            Event::Eof if closed => return Ok(()),
            Event::Eof => return Err(BillRefusal::Truncated { line: lines.at(at) }),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => (None, false),
        };
        let Some(node) = node else { continue };
        if closed {
            return Err(BillRefusal::XmlBroken { line: node.line });
        }
        if path.len() + branch.len() >= MAX_DEPTH {
            return Err(BillRefusal::TooLarge { what: "levels", limit: MAX_DEPTH as u64 });
        }
        nodes = if branch.is_empty() { 0 } else { nodes + 1 };
        if nodes > MAX_NODES {
            return Err(BillRefusal::TooLarge { what: "elements of one entry", limit: MAX_NODES as u64 });
        }
        if branch.is_empty() && visitor.step(&path, &node)? == Step::Into {
            path.push(node.name);
        } else {
            branch.push(node);
        }
        if empty {
            close(&mut path, &mut branch, visitor);
            closed |= path.is_empty() && branch.is_empty();
        }
    }
}

/// Closes the innermost element; a branch that is whole goes to the visitor.
fn close(path: &mut Vec<String>, branch: &mut Vec<Node>, visitor: &mut impl Visit) {
    let Some(mut done) = branch.pop() else {
        path.pop();
        return;
    };
    done.text = done.text.trim().to_owned();
    match branch.last_mut() {
        Some(parent) => parent.children.push(done),
        None => visitor.take(done),
    }
}

fn add(branch: &mut [Node], text: &str) {
    if let Some(node) = branch.last_mut() {
        node.text.push_str(text);
    }
}

fn node(start: &BytesStart<'_>, line: u32) -> Result<Node, BillRefusal> {
    let mut attributes = Vec::new();
    // Looking for doubled ones takes the square of their number; a bank sends two or three.
    for attribute in start.attributes().with_checks(false).take(MAX_ATTRIBUTES) {
        let attribute = attribute.map_err(|_| BillRefusal::XmlBroken { line })?;
        attributes.push((attribute.key.as_ref().to_owned(), attribute.value.into_owned()));
    }
    Ok(Node { name: start.local_name().as_ref().to_owned(), line, attributes, ..Node::default() })
}

/// The five references that XML has by itself, and characters by number.
fn reference(name: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    if let Ok(Some(symbol)) = name.resolve_char_ref() {
        return Some(symbol.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned)
}

fn broken(error: &quick_xml::Error, line: u32) -> BillRefusal {
    use quick_xml::errors::IllFormedError;
    match error {
        quick_xml::Error::Syntax(_) | quick_xml::Error::IllFormed(IllFormedError::MissingEndTag(_)) => {
            BillRefusal::Truncated { line }
        }
        _ => BillRefusal::XmlBroken { line },
    }
}

/// Counts lines on the way through.
struct Lines<'a> {
    all: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, at: usize) -> u32 {
        let passed = self.all.as_bytes().get(self.at..at).unwrap_or_default();
        let ends = passed.iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.at = self.at.max(at);
        self.line
    }
}
