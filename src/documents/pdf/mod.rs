//! Pages as PDF: PDF/A-2a, to be kept, and PDF/UA-1, to be read out. Fonts are embedded with the glyphs that are used.

mod about;
mod draw;
mod structure;

use super::{
    fonts::Face,
    page::{At, Child, Element, HEIGHT, Mark, Sheet, WIDTH},
    text::Line,
};
use crate::error::{Error, Result};
use about::{metadata, outline};
use draw::draw;
use krilla::{
    Document, SerializeSettings,
    action::{Action, LinkAction},
    annotation::{Annotation, LinkAnnotation, Target},
    configure::{Accessibility, Archival, ConfigurationBuilder},
    geom::Rect,
    page::PageSettings,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TagGroup, TagTree},
    text::{Font, Tag},
};
use std::{collections::HashMap, io, sync::Arc};
use structure::{addresses, meant, tag};

pub(super) fn written(sheet: &Sheet) -> Result<Vec<u8>> {
    let mut writer = Writer { document: Document::new_with(settings()?), ..Writer::default() };
    writer.document.set_metadata(metadata(sheet));
    let addresses = addresses(&sheet.structure);
    for (at, marks) in sheet.pages.iter().enumerate() {
        writer.page(at, marks, sheet, &addresses)?;
    }
    writer.document.set_outline(outline(sheet));
    let mut tree = TagTree::new().with_lang(Some(sheet.document.locale.tag().to_owned()));
    for element in &sheet.structure {
        tree.push(writer.group(element, sheet));
    }
    writer.document.set_tag_tree(tree);
    writer.document.finish().map_err(|error| broken(format!("{error:?}")))
}

fn broken(what: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal(io::Error::other(what))
}

fn settings() -> Result<SerializeSettings> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| broken(format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

#[derive(Default)]
struct Writer {
    document: Document,
    fonts: Vec<(Arc<Face>, Font)>,
    named: HashMap<At, Vec<Identifier>>,
}

impl Writer {
    fn page(&mut self, page_at: usize, marks: &[Mark], sheet: &Sheet, addresses: &HashMap<At, String>) -> Result<()> {
        for line in marks.iter().filter_map(Mark::line) {
            self.load(line)?;
        }
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| broken("a page without a size"))?;
        let meant = meant(&sheet.structure);
        let mut page = self.document.start_page_with(settings);
        let mut surface = page.surface();
        for (mark_at, mark) in marks.iter().enumerate() {
            let at = At { page: page_at, mark: mark_at };
            let tag = if !meant.contains(&at) {
                ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout))
            } else if matches!(mark, Mark::Text { .. }) {
                ContentTag::Span(SpanTag::empty())
            } else {
                ContentTag::Other
            };
            let id = surface.start_tagged(tag);
            draw(&mut surface, mark, sheet.logo.as_ref(), &self.fonts);
            surface.end_tagged();
            if meant.contains(&at) {
                self.named.entry(at).or_default().push(id);
            }
        }
        surface.finish();
        for (mark_at, mark) in marks.iter().enumerate() {
            let at = At { page: page_at, mark: mark_at };
            if let (Some(url), Some(place)) = (addresses.get(&at), mark.text_place()) {
                let link = LinkAnnotation::new(place, Target::Action(Action::Link(LinkAction::new(url.clone()))));
                let id = page.add_tagged_annotation(Annotation::new_link(link, Some(url.clone())));
                self.named.entry(at).or_default().push(id);
            }
        }
        page.finish();
        Ok(())
    }

    fn load(&mut self, line: &Line) -> Result<()> {
        for run in &line.runs {
            if !self.fonts.iter().any(|(face, _)| face.is(&run.face)) {
                let weight = [(Tag::new(b"wght"), run.face.weight.value())];
                let font = Font::new_variable(run.face.data.clone().into(), 0, &weight);
                self.fonts.push((run.face.clone(), font.ok_or_else(|| broken("a font that can't be embedded"))?));
            }
        }
        Ok(())
    }

    fn group(&self, element: &Element, sheet: &Sheet) -> TagGroup {
        let mut group = TagGroup::new(tag(&element.role, sheet));
        for child in &element.children {
            match child {
                Child::Element(element) => group.push(self.group(element, sheet)),
                Child::Mark(at) => {
                    for id in self.named.get(at).into_iter().flatten() {
                        group.push(Node::Leaf(*id));
                    }
                }
            }
        }
        group
    }
}

impl Mark {
    fn line(&self) -> Option<&Line> {
        match self {
            Self::Text { line, .. } => Some(line),
            _ => None,
        }
    }

    fn text_place(&self) -> Option<Rect> {
        let Self::Text { x, y, size, line, .. } = self else { return None };
        Rect::from_xywh(*x, y - size, line.width * size, size * 1.3)
    }
}
