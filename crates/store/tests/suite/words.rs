//! Search: exact from two characters, whatever the characters are.

use proptest::prelude::proptest;
use store::tables::{CaseList, CaseSort, SearchRow, Sight, cases, search};
use store::{Row, Store};

use crate::places::{case, places, put_all};

async fn found(store: &Store, words: &str) -> Vec<String> {
    let found = store.ask(search::search(words, &[], 100)).await.unwrap();
    found.into_iter().map(|hit| hit.stream).collect()
}

fn entry(stream: &str, words: &str) -> Row {
    Row::Search(SearchRow::new(stream, "case", words))
}

#[tokio::test]
async fn two_characters_are_enough_and_nothing_else_is_found() {
    for place in places().await {
        let store = place.open().await;
        let rows = [
            entry("case/1", "金乡县鱼山街道 某运输公司"),
            entry("case/2", "金山乡县道"),
            entry("case/3", "鲁H·1234挂 𠮷田物流"),
        ];
        put_all(&store, rows).await;
        assert_eq!(found(&store, "金乡").await, ["case/1"]);
        assert_eq!(found(&store, "乡县").await, ["case/2", "case/1"]);
        // Both pairs are in case/2, but not one after the other.
        assert_eq!(found(&store, "金乡县").await, ["case/1"]);
        assert_eq!(found(&store, "金山 县道").await, ["case/2"]);
        assert_eq!(found(&store, "鲁ｈ·１２").await, ["case/3"]);
        assert_eq!(found(&store, "𠮷田").await, ["case/3"]);
        assert_eq!(found(&store, "县").await, ["case/2", "case/1"]);
        for nothing in ["不在", "%%", "__", "\" OR \"", "' & !x", "", "   ", "道 某x"] {
            assert!(found(&store, nothing).await.is_empty(), "{nothing}");
        }
    }
}

#[tokio::test]
async fn changed_words_are_found_and_the_old_ones_are_not() {
    for place in places().await {
        let store = place.open().await;
        put_all(&store, [entry("case/1", "旧名称"), entry("case/2", "旧名称")]).await;
        put_all(&store, [entry("case/1", "新字号")]).await;
        assert_eq!(found(&store, "旧名").await, ["case/2"]);
        assert_eq!(found(&store, "新字").await, ["case/1"]);
        let mut tx = store.begin().await.unwrap();
        tx.remove(entry("case/2", "").key());
        tx.commit().await.unwrap();
        assert!(found(&store, "旧名").await.is_empty());
        let kinds = ["clue".to_owned()];
        assert!(store.ask(search::search("新字", &kinds, 9)).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn words_narrow_a_list_of_cases_within_sight() {
    for place in places().await {
        let store = place.open().await;
        let rows = ["1", "2"].into_iter().flat_map(|id| {
            let words = if id == "1" { "金乡县 超限运输" } else { "金乡县 遗撒" };
            [Row::Case(case(id)), entry(&format!("case/{id}"), words)]
        });
        put_all(&store, rows).await;
        let listed = async |sight: Sight, words: &str| {
            let words = Some(words.to_owned());
            let stage = Some("investigating".to_owned());
            let list = CaseList { sight, stage, words, sort: CaseSort::Due, after: None, limit: 9 };
            let rows = store.list_cases(&list).await.unwrap();
            rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(listed(Sight::All, "超限").await, ["1"]);
        assert_eq!(listed(Sight::Units(vec!["U1".into()]), "金乡").await, ["1", "2"]);
        let both = Sight::Units(vec!["U1".into(), "U2".into()]);
        assert_eq!(listed(both, "金乡").await, ["1", "2"]);
        assert!(listed(Sight::Units(vec!["U2".into()]), "金乡").await.is_empty());
        assert!(listed(Sight::Person("L1".into()), "酒驾").await.is_empty());
    }
}

#[tokio::test]
async fn words_that_many_cases_hold_list_all_of_them_page_by_page() {
    for place in places().await {
        let store = place.open().await;
        let rows = (0..1_200).flat_map(|number| {
            let id = format!("{number:04}");
            let words = if number % 2 == 0 { "某运输公司 超限" } else { "遗撒" };
            let row = cases::CaseRow { changed_seq: number, ..case(&id) };
            [Row::Case(row), entry(&format!("case/{id}"), words)]
        });
        put_all(&store, rows).await;
        for sight in [Sight::All, Sight::Units(vec!["U1".into(), "U2".into()])] {
            let mut list = CaseList {
                sight,
                stage: Some("investigating".into()),
                words: Some("超限 运输".into()),
                sort: CaseSort::Changed,
                after: None,
                limit: 250,
            };
            let mut seen = Vec::new();
            loop {
                let page = store.list_cases(&list).await.unwrap();
                let Some(end) = page.last() else { break };
                list.after = Some(cases::mark(end, list.sort));
                seen.extend(page.into_iter().map(|row| row.changed_seq));
            }
            let even: Vec<i64> = (0..600).rev().map(|half| half * 2).collect();
            assert_eq!(seen, even);
        }
    }
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(16))]
    #[test]
    fn a_search_finds_exactly_the_texts_that_hold_the_words(
        texts in proptest::collection::vec("[金乡县山a1%_'\" &|]{0,8}", 1..12),
        wanted in "[金乡县山a1%_'\"&|]{2,3}",
    ) {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            for place in places().await {
                let store = place.open().await;
                let named = |number: usize| format!("case/{number:02}");
                put_all(&store, texts.iter().enumerate().map(|(n, text)| entry(&named(n), text)))
                    .await;
                let mut expected: Vec<String> = (texts.iter().enumerate())
                    .filter(|(_, text)| text.contains(&wanted))
                    .map(|(number, _)| named(number))
                    .collect();
                expected.reverse();
                assert_eq!(found(&store, &wanted).await, expected);
                store.close().await;
            }
        });
    }
}
