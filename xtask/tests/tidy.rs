//! The repository is tidy.

#[test]
fn the_repository_is_tidy() {
    let found = xtask::tidy::run(&xtask::sources::root());
    assert!(found.is_empty(), "{}", found.join("\n"));
}
