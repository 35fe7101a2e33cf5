use super::*;
use crate::{brand::Font, documents::fonts::Weight};

fn inter() -> Typeface {
    Typeface::of(Font::Inter, Weight::Regular)
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.runs.iter().map(|run| run.text.as_str()).collect()).collect()
}

#[test]
fn lines_end_between_words_and_never_beyond_the_column() {
    let broken = lines("one two three four five", &inter(), 6.0);
    assert!(broken.len() > 1 && broken.iter().all(|line| line.width <= 6.0));
    assert_eq!(texts(&broken).join(" "), "one two three four five");
    assert!(texts(&lines("is 1\u{a0}234,50\u{a0}€", &inter(), 6.2))[1].contains("234"));
}

#[test]
fn a_word_without_an_end_is_broken_and_nothing_of_it_is_lost() {
    let word = "Wŵ".repeat(100);
    let broken = lines(&word, &inter(), 10.0);
    assert!(broken.iter().all(|line| line.width <= 10.0));
    assert_eq!(texts(&broken).concat(), word);
    assert_eq!(lines("WWW", &inter(), 0.1).len(), 3, "narrower than any letter");
}

#[test]
fn letters_that_were_typed_apart_are_composed() {
    assert_eq!(texts(&[line("Le\u{301}a C\u{327}a", &inter())]), ["Léa Ça"]);
}

#[test]
fn what_no_font_has_is_shown_as_missing_and_what_is_unseen_is_left_out() {
    let set = texts(&[line("a\u{202e}b\u{feff}c\u{0}d 漢🦀\u{e000}", &inter())]).concat();
    let missing = stand_in(&inter()).unwrap();
    assert_eq!(set, format!("abc d {missing}{missing}{missing}"));
    let set = line("漢字", &inter());
    assert!(set.runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.id != 0));
}

#[test]
fn a_hebrew_name_runs_from_the_right() {
    let set = line("Cohen משה כהן, Paris", &inter());
    let hebrew: Vec<&Run> = set.runs.iter().filter(|run| run.text.contains('מ') || run.text.contains('כ')).collect();
    assert_eq!(hebrew.last().map(|run| run.text.trim()), Some("משה כהן").filter(|_| hebrew.len() == 1).or(Some("משה")));
    let first = &hebrew[0].glyphs[0];
    assert!(first.of.start > 0, "the leftmost glyph is the last letter");
    assert_eq!(set.runs.first().map(|run| run.text.starts_with("Cohen")), Some(true));
    assert_eq!(set.runs.last().map(|run| run.text.ends_with("Paris")), Some(true));
}

#[test]
fn a_cluster_ends_where_the_next_one_begins() {
    assert_eq!(cluster(0, &[0, 2, 3], 5), 0..2);
    assert_eq!(cluster(3, &[3, 2, 0], 5), 3..5);
}
