//! The log as anybody may fetch it: a signed head and hashes, and not a word of any case.

use testkit::TestSite;

/// How many events a checkpoint covers.
fn covered(note: &str) -> usize {
    note.lines().nth(1).and_then(|line| line.parse().ok()).unwrap()
}

#[tokio::test]
async fn the_checkpoint_and_the_tiles_of_its_size_are_public_and_may_be_kept() {
    let site = TestSite::open().await;
    site.app.checkpoint().await.unwrap();
    let mut anybody = site.nobody();
    let note = anybody.get("/log/checkpoint").await;
    assert_eq!(note.expect(200).header("content-type"), "text/plain; charset=utf-8");
    assert!(note.header("cache-control").contains("max-age=2"));
    let count = covered(&note.text);
    assert!(1 < count && count < 256, "{count}");

    let tile = anybody.get(&format!("/log/tile/0/000.p/{count}")).await;
    assert_eq!(tile.expect(200).header("content-type"), "application/octet-stream");
    assert!(tile.header("cache-control").contains("immutable"));
    assert_eq!(tile.bytes.len(), 32 * count);
    let narrow = anybody.get("/log/tile/0/000.p/1").await;
    assert!(tile.bytes.starts_with(&narrow.expect(200).bytes), "a narrower tile is its beginning");
    assert_eq!(narrow.bytes.len(), 32);
    assert!(anybody.cookies().is_empty(), "nobody is marked for looking");

    let key = anybody.get("/log/key").await;
    assert_eq!(key.expect(200).text.trim(), site.app.log_key());
}

#[tokio::test]
async fn nothing_beyond_the_checkpoint_and_no_entry_is_served() {
    let site = TestSite::open().await;
    let count = site.app.checkpoint().await.unwrap().size;
    let mut anybody = site.nobody();
    for path in [
        format!("/log/tile/0/000.p/{}", count + 1),
        "/log/tile/0/000".to_owned(),
        "/log/tile/0/001.p/1".to_owned(),
        "/log/tile/1/000.p/1".to_owned(),
        "/log/tile/64/000.p/1".to_owned(),
        "/log/tile/0/0.p/1".to_owned(),
        "/log/tile/entries/000.p/1".to_owned(),
        "/log/tile/0/x000/000.p/1".to_owned(),
    ] {
        anybody.get(&path).await.expect(404);
    }
}
