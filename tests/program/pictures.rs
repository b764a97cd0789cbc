//! The picture in the README is the screen as it is.
//!
//! `TILLWRIGHT_PICTURES=docs/img cargo nextest run pictures` draws it again after the screen was changed.

use std::fmt::Write;
use std::path::Path;

use crate::harness::{Place, Screen};

const CELL: (f32, f32) = (8.4, 18.0);
const BACK: &str = "#16181d";
const FRONT: &str = "#d7dae0";

/// The sixteen colours of a terminal, as many draw them.
const PALETTE: [&str; 16] = [
    "#16181d", "#d55e00", "#009e73", "#e69f00", "#0072b2", "#cc79a7", "#56b4e9", "#d7dae0", "#7f8490", "#ff7b45",
    "#35c79b", "#f0e442", "#4fa3e0", "#e39cc3", "#8fd0f5", "#ffffff",
];

fn colour(colour: vt100::Color, default: &str) -> String {
    match colour {
        vt100::Color::Default => default.to_owned(),
        vt100::Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        vt100::Color::Idx(index @ 0..16) => PALETTE[usize::from(index)].to_owned(),
        vt100::Color::Idx(index @ 16..232) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * u32::from(step) };
            let (red, green, blue) = ((index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6);
            format!("#{:02x}{:02x}{:02x}", level(red), level(green), level(blue))
        }
        vt100::Color::Idx(index) => {
            let grey = 8 + 10 * (u32::from(index) - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}

/// Text, colours and weight of a run of cells.
type Style = (String, String, bool);

fn style(cell: &vt100::Cell) -> Style {
    let (front, back) = (colour(cell.fgcolor(), FRONT), colour(cell.bgcolor(), BACK));
    if cell.inverse() { (back, front, cell.bold()) } else { (front, back, cell.bold()) }
}

fn draw(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (u16::from(rows), u16::from(columns));
    let (width, height) = (f32::from(columns) * CELL.0 + 24.0, f32::from(rows) * CELL.1 + 24.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         font-family=\"'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACK}\"/>\n"
    );
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let Some(first) = screen.cell(row, column) else { break };
            let look = style(first);
            let mut text = String::new();
            let begin = column;
            while let Some(cell) = screen.cell(row, column).filter(|cell| style(cell) == look) {
                text.push_str(if cell.has_contents() { cell.contents() } else { " " });
                column += 1;
            }
            run(&mut svg, row, begin, column - begin, &text, &look);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn run(svg: &mut String, row: u16, column: u16, cells: u16, text: &str, (front, back, bold): &Style) {
    let (x, y) = (12.0 + f32::from(column) * CELL.0, 12.0 + f32::from(row) * CELL.1);
    let width = f32::from(cells) * CELL.0;
    if back != BACK {
        let height = CELL.1;
        writeln!(svg, "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height}\" fill=\"{back}\"/>")
            .unwrap();
    }
    if text.trim().is_empty() {
        return;
    }
    let weight = if *bold { " font-weight=\"bold\"" } else { "" };
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" fill=\"{front}\"{weight} xml:space=\"preserve\">{escaped}</text>",
        y + 13.5
    )
    .unwrap();
}

/// Without what differs from run to run: figures of dates, times and places.
fn steady(svg: &str) -> String {
    let fixed: String = svg.chars().map(|symbol| if symbol.is_ascii_digit() { '0' } else { symbol }).collect();
    fixed.lines().filter(|line| line.starts_with("<text")).map(|line| &line[line.find('>').unwrap()..]).collect()
}

#[test]
fn the_picture_of_the_readme_is_the_screen() {
    let place = Place::new();
    let screen = Screen::start(&place, &["demo"], 24, 80, &[]);
    screen.wait_for("APPROVED HERE");
    screen.wait("a settled screen", |text| text.contains("in a verified archive") && text.contains("SIM00001"));
    let drawn = screen.with_screen(draw);
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    if let Some(folder) = std::env::var_os("TILLWRIGHT_PICTURES") {
        let folder = home.join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("dispute.svg"), &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(home.join("docs/img/dispute.svg")).unwrap();
    assert_eq!(steady(&kept), steady(&drawn), "draw the picture again: see the top of this file");
}
