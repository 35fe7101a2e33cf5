//! Documents on paper: what other programs make of them, whatever the brand and whatever people are called.

use crate::{harness::both_engines, papers::Paper};
use tenantry::{
    access::Role,
    brand::{self, BrandTokens, Edits, Font, Slot},
    context::TenantCtx,
    documents::{self, Block, Document},
    locale::Locale,
};

fn document(name: &str) -> Document {
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Document {
        locale: Locale::Fr,
        house: format!("Société {name}"),
        title: format!("Reçu 1-1, {name}"),
        heading: "Reçu de remboursement".into(),
        reference: "N°\u{a0}1-1".into(),
        blocks: vec![
            Block::Notice("Le prêt a été annulé.".into()),
            Block::Figure {
                label: "Reçu".into(),
                figure: "1\u{202f}234,50\u{a0}€".into(),
                words: "Mille deux cent trente-quatre euros".into(),
            },
            Block::Facts(vec![fact("Reçu de", name), fact("Pour", "Cœur, ça, «\u{a0}où\u{a0}», naïf, Æ")]),
            Block::Sums {
                title: "Solde".into(),
                rows: vec![fact("Dû avant", "1\u{202f}234,50\u{a0}€"), fact("Reste dû", "0,00\u{a0}€")],
            },
        ],
        foot: vec!["12 rue des Lilas\n75020 Paris".into()],
        links: vec![("Mentions légales".into(), "https://paris.example/legal".into())],
        made_at: "2026-03-12T10:30:00Z".parse().unwrap(),
    }
}

async fn paper(ctx: &TenantCtx, document: Document, brand: BrandTokens) -> Paper {
    Paper::of(&documents::pdf(&ctx.platform, &ctx.tenant, document, brand).await.unwrap())
}

/// A draft with these pictures and no others.
async fn chosen(ctx: &TenantCtx, pictures: Vec<(Slot, Vec<u8>)>) -> BrandTokens {
    brand::discard_draft(ctx, None).await.unwrap();
    brand::save_draft(ctx, Edits { pictures, ..Edits::default() }).await.unwrap();
    brand::current(ctx).await.unwrap().tokens
}

const HOSTILE: [&str; 9] = [
    "(\\) Tj ET /JS <</S /URI>> %PDF-1.7 endobj",
    "</text><script>alert(1)</script>&amp;",
    "\u{202e}drawkcab\u{202c}\u{feff}\u{200b}\u{0}\u{7f}\u{fffe}\u{e000}\u{10ffff}",
    "漢字 🦀👩‍👩‍👧 عربى नमस्ते",
    "משה בן־מימון (הרמב״ם) 12",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "    \u{a0}\u{a0}  ",
    "",
    "ﷺ﷽ ½ ﬁ ﬀ № ™ Ω жук",
];

both_engines! {
    async fn the_text_can_be_copied_and_the_fonts_come_along_in_every_font(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        for font in Font::ALL {
            let brand = BrandTokens { heading_font: *font, body_font: *font, ..BrandTokens::default() };
            let paper = paper(&ctx, document("Élise Œuvrard"), brand).await;
            let text = paper.text();
            for said in ["Société Élise Œuvrard", "Reçu de remboursement", "1 234,50 €", "Cœur, ça, « où », naïf, Æ", "12 rue des Lilas", "75020 Paris"] {
                assert!(text.replace(['\u{a0}', '\u{202f}'], " ").contains(said), "{said} in {font:?}: {text}");
            }
            let fonts = paper.fonts();
            assert!(!fonts.is_empty());
            for line in &fonts {
                let words: Vec<&str> = line.split_whitespace().collect();
                assert_eq!(words[words.len() - 5..words.len() - 2], ["yes", "yes", "yes"], "embedded, a part, with letters: {line}");
            }
        }
    }

    async fn it_says_what_it_is_to_who_cannot_see_it(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#c81e28"/><path d="M0 0h20" stroke="#000" stroke-width="2"/></svg>"##;
        brand::set_logo(&ctx, svg.to_vec()).await.unwrap();
        let paper = paper(&ctx, document("Ruth"), t.brand(&ctx).await).await;
        let info = paper.info().split_whitespace().collect::<Vec<_>>().join(" ");
        for said in ["Reçu 1-1, Ruth", "Société Ruth", "Tagged: yes", "JavaScript: no", "Pages: 1", "A4"] {
            assert!(info.contains(said), "{said} in {info}");
        }
        let structure = paper.structure();
        for said in ["H1", "Reçu de remboursement", "Figure", "Table", "TH", "TD", "Link"] {
            assert!(structure.contains(said), "{said} in {structure}");
        }
    }

    async fn no_name_breaks_it(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        for name in HOSTILE {
            let text = paper(&ctx, document(name), BrandTokens::default()).await.text();
            assert!(text.contains("75020 Paris"), "{name:?}: {text}");
            let picture = documents::picture(&ctx.platform, &ctx.tenant, document(name), BrandTokens::default()).await.unwrap();
            assert!(!picture.contains("script") && picture.starts_with("<svg") && picture.ends_with("</svg>"), "{name:?}");
        }
        let shown = paper(&ctx, document(HOSTILE[4]), BrandTokens::default()).await.text();
        assert!(shown.contains("משה"), "{shown}");
    }

    async fn what_is_long_goes_on_below_and_nothing_leaves_the_page(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let long = "Œ".repeat(120);
        let mut many = document(&long);
        let facts = (0..60).map(|number| (format!("Ligne {number}"), format!("{long} fin-{number}."))).collect();
        many.blocks.push(Block::Facts(facts));
        many.foot = vec![format!("{}fin du pied", "mot ".repeat(90))];
        let paper = paper(&ctx, many, BrandTokens::default()).await;
        let text = paper.text();
        assert!((0..60).all(|number| text.contains(&format!("fin-{number}."))), "{text}");
        assert!(text.contains("1/") && text.contains("fin du pied"));
        let copied: String = text.chars().filter(|sign| *sign == 'Œ').collect();
        assert_eq!(copied.chars().count(), 120 * 62, "every letter is on a page");
    }

    async fn one_document_is_the_same_twice(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let made = || documents::pdf(&ctx.platform, &ctx.tenant, document("Ruth"), BrandTokens::default());
        assert_eq!(made().await.unwrap(), made().await.unwrap());
    }

    async fn a_logo_that_would_vanish_on_paper_is_not_on_it_and_one_that_is_seen_takes_its_place(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let logo = |color: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><rect width=\"8\" height=\"8\" fill=\"{color}\"/></svg>").into_bytes();
        let drawn = async |logos: Vec<(Slot, Vec<u8>)>| {
            let brand = chosen(&ctx, logos).await;
            documents::picture(&ctx.platform, &ctx.tenant, document("Ruth"), brand).await.unwrap()
        };
        let (white, red, navy) = ("#fffffe", "#8a1538", "#12295c");
        let shown = |svg: &str, color: &str| svg.contains(&format!("<path fill=\"{color}\""));
        assert!(shown(&drawn(vec![(Slot::Logo, logo(red))]).await, red), "as ever");
        assert!(!shown(&drawn(vec![(Slot::Logo, logo(white))]).await, white), "white on white");
        let both = drawn(vec![(Slot::Logo, logo(white)), (Slot::LogoDark, logo(navy))]).await;
        assert!(shown(&both, navy) && !shown(&both, white));
        let both = drawn(vec![(Slot::Logo, logo(red)), (Slot::LogoDark, logo(white))]).await;
        assert!(shown(&both, red) && !shown(&both, white));
        assert!(!shown(&drawn(vec![(Slot::LogoDark, logo(white))]).await, white), "the only one there is");

        let mut old = chosen(&ctx, vec![(Slot::Logo, logo(white))]).await;
        old.logo.as_mut().unwrap().shades.clear();
        let svg = documents::picture(&ctx.platform, &ctx.tenant, document("Ruth"), old).await.unwrap();
        assert!(!shown(&svg, white), "it was uploaded before that was noted");
    }

    async fn a_logo_of_any_kind_is_on_it(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let size = async |ctx: &TenantCtx| documents::pdf(&ctx.platform, &ctx.tenant, document("Ruth"), t.brand(ctx).await).await.unwrap().len();
        let without = size(&ctx).await;
        let plain = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><circle cx=\"4\" cy=\"4\" r=\"4\" fill=\"#0a7\"/></svg>";
        let rich = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><defs><linearGradient id=\"g\"><stop stop-color=\"#0a7\"/><stop offset=\"1\" stop-color=\"#70a\"/></linearGradient></defs><rect width=\"9\" height=\"9\" fill=\"url(#g)\"/></svg>";
        for (logo, is_drawing) in [(plain, true), (rich, false)] {
            brand::set_logo(&ctx, logo.as_bytes().to_vec()).await.unwrap();
            assert!(size(&ctx).await > without);
            Paper::of(&documents::pdf(&ctx.platform, &ctx.tenant, document("Ruth"), t.brand(&ctx).await).await.unwrap());
            let picture = documents::picture(&ctx.platform, &ctx.tenant, document("Ruth"), t.brand(&ctx).await).await.unwrap();
            assert_eq!(picture.contains("#00aa77"), is_drawing);
            assert_eq!(picture.contains("data:image/png"), !is_drawing);
        }
    }
}
