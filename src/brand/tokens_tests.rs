use super::*;

#[test]
fn what_an_older_program_stored_is_read_with_the_looks_of_then() {
    let hash = "a".repeat(64);
    let old = format!(
        r##"{{"primary":"#12295c","accent":"#c8952b","radius":4,"heading_font":"source-serif","logo":"{hash}"}}"##
    );
    let tokens: BrandTokens = serde_json::from_str(&old).unwrap();
    assert_eq!((tokens.heading_font, tokens.body_font, tokens.tint), (Font::SourceSerif, Font::Inter, Tint::Brand));
    assert_eq!(tokens.logo_url(), Some(format!("/brand/{hash}")));
    assert_eq!(tokens.home, HomeBlock::USUAL);
}

#[test]
fn an_older_program_finds_the_logo_as_a_hash_and_what_it_changes_counts() {
    let picture = Picture {
        hash: "b".repeat(64),
        half: Some("c".repeat(64)),
        raster: None,
        width: 20,
        height: 10,
        colors: vec![Color::BLACK],
        shades: vec![0, 1000],
    };
    let tokens = BrandTokens { logo: Some(picture), ..BrandTokens::default() };
    let mut json = serde_json::to_value(&tokens).unwrap();
    assert_eq!(json["logo"], "b".repeat(64));
    assert_eq!(serde_json::from_value::<BrandTokens>(json.clone()).unwrap(), tokens);
    json["logo"] = "d".repeat(64).into();
    let changed: BrandTokens = serde_json::from_value(json).unwrap();
    assert_eq!(changed.logo, Some(Picture { hash: "d".repeat(64), ..Picture::default() }));
}

#[test]
fn every_picture_is_among_the_hashes() {
    let picture =
        |name: &str| Some(Picture { hash: name.into(), half: Some(format!("{name}/2")), ..Picture::default() });
    let icon = Icon { drawing: Some("i".into()), sizes: [(16, "i16".into())].into(), maskable: "im".into() };
    let tokens = BrandTokens {
        logo: picture("l"),
        logo_dark: picture("d"),
        sign_in_image: picture("s"),
        icon: Some(icon),
        ..BrandTokens::default()
    };
    let mut hashes: Vec<&str> = tokens.hashes().collect();
    hashes.sort_unstable();
    assert_eq!(hashes, ["d", "d/2", "i", "i16", "im", "l", "l/2", "s", "s/2"]);
    assert_eq!(tokens.without_pictures().hashes().count(), 0);
}
