use super::{
    super::{Color, HttpsUrl, LegalLink},
    *,
};

fn form() -> BrandForm {
    BrandForm::of("GMAH Paris", &BrandTokens::default())
}

fn checked(form: &BrandForm) -> Result<BrandTokens, Fault> {
    form.check(&BrandTokens::default()).map(|brand| brand.tokens)
}

#[test]
fn a_form_of_the_tokens_gives_them_back() {
    let url: HttpsUrl = "https://paris.example/legal".parse().unwrap();
    let texts = LocalTexts {
        tagline: "Prêts d’honneur".into(),
        sign_in_message: "Deux\nlignes".into(),
        mail_footer: "12 rue X".into(),
        legal: vec![LegalLink { label: "Mentions légales".into(), url }],
    };
    for (at, heading_font) in Font::ALL.iter().enumerate() {
        let tokens = BrandTokens {
            short_name: "GMAH".into(),
            heading_font: *heading_font,
            body_font: Font::ALL[3 - at],
            tint: Tint::ALL[at],
            density: Density::Compact,
            radius: 16,
            texts: Texts { fr: texts.clone(), ..Texts::default() },
            home: HomeBlock::ALL[at..].to_vec(),
            ..BrandTokens::default()
        };
        let brand = BrandForm::of("GMAH Paris", &tokens).check(&BrandTokens::default()).unwrap();
        assert_eq!((brand.name.as_str(), brand.tokens), ("GMAH Paris", tokens));
    }
}

#[test]
fn everything_wrong_is_said_at_once() {
    let form = BrandForm {
        name: " ".into(),
        short_name: "x".repeat(25),
        primary: "red; }</style>".into(),
        accent: String::new(),
        tint: "url(x)".into(),
        radius: "17".into(),
        density: "huge".into(),
        heading_font: "Comic Sans".into(),
        body_font: "Papyrus".into(),
        tagline_fr: "x".repeat(121),
        message_en: "x".repeat(401),
        legal_fr: "Mentions javascript:alert(1)".into(),
        ..BrandForm::default()
    };
    let fault = form.check(&BrandTokens::default()).unwrap_err();
    for (field, problem) in [
        ("name", Problem::Required),
        ("short_name", Problem::TooLong { most: 24 }),
        ("primary", Problem::NotAColor),
        ("accent", Problem::Required),
        ("tint", Problem::NotAChoice),
        ("radius", Problem::OutOfRange { least: 0, most: 16 }),
        ("density", Problem::NotAChoice),
        ("heading_font", Problem::NotAChoice),
        ("body_font", Problem::NotAChoice),
        ("tagline_fr", Problem::TooLong { most: 120 }),
        ("message_en", Problem::TooLong { most: 400 }),
        ("legal_fr", Problem::NotALinkLine),
    ] {
        assert_eq!(fault.problem_of(field), Some(&problem), "{field}");
    }
    assert_eq!(fault.fields.len(), 12);
}

#[test]
fn a_radius_is_a_whole_number_from_0_to_16() {
    let problem = |radius: &str| {
        checked(&BrandForm { radius: radius.into(), ..form() }).err().map(|fault| fault.fields[0].problem.clone())
    };
    assert_eq!(problem("0"), None);
    assert_eq!(problem(" 16 "), None);
    assert_eq!(problem("-1"), Some(Problem::OutOfRange { least: 0, most: 16 }));
    assert_eq!(problem("300"), Some(Problem::OutOfRange { least: 0, most: 16 }));
    assert_eq!(problem("4px"), Some(Problem::NotANumber));
    assert_eq!(problem(""), Some(Problem::Required));
}

#[test]
fn colours_are_read_short_and_long() {
    let primary = |text: &str| checked(&BrandForm { primary: text.into(), ..form() }).map(|of| of.primary).ok();
    assert_eq!(primary("#ABC"), Some(Color::new(0xaa, 0xbb, 0xcc)));
    assert_eq!(primary("12295c"), Some(Color::new(0x12, 0x29, 0x5c)));
    for refused in ["#12", "#ééé", "##123456", "#1234567", "rgb(0,0,0)", "#+1+1+1", "€"] {
        assert_eq!(primary(refused), None, "{refused}");
    }
}

#[test]
fn a_preview_keeps_what_cannot_be_read() {
    let before = BrandTokens::default();
    let typed = BrandForm { primary: "#b3".into(), radius: "14".into(), legal_en: "x".into(), ..form() };
    assert_eq!(typed.preview(&before), BrandTokens { radius: 14, ..before });
}
