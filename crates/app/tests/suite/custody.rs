//! Who had an evidence object in hand is on record, and the record of it is verified with the rest.

use domain::StreamId;
use domain::custody::Handling;
use domain::ids::{CaseId, PersonId};
use jiff::civil::date;

use crate::town::{HANDLER_A, HANDLER_B, Town};
use crate::verify::checked;

#[tokio::test(flavor = "multi_thread")]
async fn each_look_and_each_way_out_is_noted_once_a_day() {
    let town = Town::open().await;
    let case = town.filed().await;
    let object = town.case(&case).await.evidence[0].blob.clone().unwrap().sha256;
    let (one, other) = (PersonId::new(HANDLER_A), PersonId::new(HANDLER_B));
    let looks = async |who: &PersonId| {
        town.app.note_handled(Handling::Viewed, &object, (who, &case)).await.unwrap();
    };
    let noted = async || {
        let way = town.app.way(&object).await.unwrap().unwrap();
        let steps = way.handled.into_iter();
        steps.map(|step| (step.handled.how, step.handled.by.0, step.handled.on)).collect::<Vec<_>>()
    };
    assert_eq!(noted().await, []);
    let today = town.app.today();
    looks(&one).await;
    looks(&one).await;
    tokio::join!(looks(&other), looks(&other), looks(&other));
    let first = [
        (Handling::Viewed, HANDLER_A.to_owned(), today),
        (Handling::Viewed, HANDLER_B.to_owned(), today),
    ];
    assert_eq!(noted().await, first);

    let later = date(2026, 4, 9);
    town.on(later);
    looks(&one).await;
    let id = CaseId::new(&case.id);
    town.app.case_file_pdf(&id, &one, app::Volume::Whole).await.unwrap().unwrap();
    town.app.case_file_pdf(&id, &one, app::Volume::Whole).await.unwrap().unwrap();
    town.app.case_file_zip(&id, &other).await.unwrap().unwrap();
    let then = [
        (Handling::Viewed, HANDLER_A.to_owned(), later),
        (Handling::Derived, HANDLER_A.to_owned(), later),
        (Handling::Exported, HANDLER_B.to_owned(), later),
    ];
    assert_eq!(noted().await, [&first[..], &then[..]].concat());

    let way = town.app.way(&object).await.unwrap().unwrap();
    assert_eq!((way.pieces.len(), way.apart, way.released), (1, None, None));
    assert_eq!(way.pieces[0].stream, case.to_string());
    assert!(town.app.way(&"0".repeat(64)).await.unwrap().is_none());

    let history = town.app.history(&StreamId::evidence(&object)).await.unwrap();
    assert!(history.iter().all(|entry| entry.title == "经手证据文件"));
    let config = town.closed().await;
    let (report, findings) = checked(&config).await;
    assert_eq!(findings, []);
    assert!(5 < report.events);
}
