//! The page to print, read by a parser of HTML as browsers have it; and the picture.

use crate::support::{all_of, file, hostile, printable, shop, text};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
};
use proptest::prelude::*;
use sentry_general::export::Format;
use std::cell::RefCell;

/// What is in a page.
#[derive(Default)]
struct Read {
    tags: RefCell<Vec<Tag>>,
    text: RefCell<String>,
    errors: RefCell<Vec<String>>,
}

impl TokenSink for Read {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                let starts = tag.kind == TagKind::StartTag;
                self.tags.borrow_mut().push(tag);
                match name.as_str() {
                    "title" if starts => return TokenSinkResult::RawData(Rcdata),
                    "style" if starts => return TokenSinkResult::RawData(Rawtext),
                    _ => {}
                }
            }
            Token::CharacterTokens(text) => self.text.borrow_mut().push_str(&text),
            Token::CommentToken(text) => self.errors.borrow_mut().push(format!("comment {text}")),
            Token::ParseError(error) => self.errors.borrow_mut().push(error.into_owned()),
            Token::NullCharacterToken => self.errors.borrow_mut().push("a null".to_owned()),
            Token::DoctypeToken(_) | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

fn read(page: &str) -> Read {
    let tokenizer = Tokenizer::new(Read::default(), Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink
}

const TAGS: [&str; 28] = [
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "ul", "li",
    "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "b", "a", "span", "br", "h4",
    "bdi", "section",
];
const ATTRIBUTES: [&str; 10] =
    ["lang", "charset", "http-equiv", "content", "name", "class", "scope", "href", "rel", "role"];

#[track_caller]
fn check(text: &str) {
    let read = read(&file(&all_of(text), Format::Html));
    assert!(read.errors.borrow().is_empty(), "a page without faults: {:?}", read.errors.borrow());
    for tag in read.tags.borrow().iter() {
        assert!(TAGS.contains(&&*tag.name), "{:?} is no tag of ours", tag.name);
        for attribute in &tag.attrs {
            let name = &*attribute.name.local;
            assert!(
                ATTRIBUTES.contains(&name) || name == "aria-label",
                "{name} is no attribute of ours"
            );
            if name == "href" {
                assert!(
                    attribute.value.starts_with("https://"),
                    "{} leads elsewhere",
                    attribute.value
                );
            }
        }
    }
    let kept = printable(text);
    if !kept.trim().is_empty() {
        assert!(read.text.borrow().contains(&kept), "the very text is read: {kept:?}");
    }
}

#[test]
fn no_text_becomes_a_tag_or_an_attribute() {
    hostile().iter().for_each(|text| check(text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_stays_text(text in text()) {
        check(&text);
    }
}

#[test]
fn it_stands_alone_and_runs_nothing() {
    let page = file(&shop(), Format::Html);
    assert!(page.contains("Content-Security-Policy") && page.contains("default-src 'none'"));
    assert!(page.contains("@media print") && page.contains("@page"), "it has a style for paper");
    for tag in read(&page).tags.borrow().iter() {
        assert!(
            !["script", "link", "img", "iframe"].contains(&&*tag.name),
            "{tag:?} fetches something"
        );
    }
}

#[test]
fn the_picture_is_xml_whatever_stands_in_it() {
    for text in hostile() {
        let text = text.as_str();
        let picture = file(&all_of(text), Format::Svg);
        let mut reader = quick_xml::Reader::from_str(&picture);
        let mut tags = 0;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{error} in {picture}")) {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(tag) => {
                    assert_ne!(tag.name().as_ref(), "script", "no text is a tag");
                    tags += 1;
                }
                _ => {}
            }
        }
        assert!(tags > 3, "there is something to see");
    }
}
