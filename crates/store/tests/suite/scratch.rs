//! Drafts, sessions, jobs and sign-in attempts.

use store::scratch::{self, Draft, Job, Session, SigninAttempt};

use crate::places::{event, places};

#[tokio::test]
async fn a_draft_is_replaced_under_its_key_and_no_one_else_sees_it() {
    for place in places().await {
        let store = place.open().await;
        let draft = |person: &str, key: &str, fields: &str| Draft {
            person: person.into(),
            draft_key: key.into(),
            fields: fields.into(),
            saved_at: "2026-03-09T00:00:00.000Z".into(),
        };
        for (key, fields) in [("a", "1"), ("b", "2"), ("a", "3")] {
            store.change(&scratch::save_draft(&draft("P1", key, fields))).await.unwrap();
        }
        let found = store.first(scratch::draft("P1", "a")).await.unwrap();
        assert_eq!(found, Some(draft("P1", "a", "3")));
        assert!(store.first(scratch::draft("P2", "a")).await.unwrap().is_none());
        assert_eq!(store.ask(scratch::drafts_of("P1")).await.unwrap().len(), 2);
        assert_eq!(store.change(&scratch::drop_draft("P1", "a")).await.unwrap(), 1);
        assert!(store.first(scratch::draft("P1", "a")).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_draft_goes_with_the_command_it_became_or_stays_with_it() {
    for place in places().await {
        let store = place.open().await;
        let draft = Draft {
            person: "P1".into(),
            draft_key: "a".into(),
            fields: "{}".into(),
            saved_at: "2026-03-09T00:00:00.000Z".into(),
        };
        store.change(&scratch::save_draft(&draft)).await.unwrap();
        for (taken_back, left) in [(true, 1), (false, 0)] {
            let mut tx = store.begin().await.unwrap();
            tx.savepoint().await.unwrap();
            tx.append(event(0, "case/A", 1)).await.unwrap();
            tx.change(scratch::drop_draft("P1", "a"));
            if taken_back {
                tx.rollback_to().await.unwrap();
            }
            tx.commit().await.unwrap();
            assert_eq!(store.ask(scratch::drafts_of("P1")).await.unwrap().len(), left);
        }
    }
}

#[tokio::test]
async fn a_session_ends_by_time_by_hand_and_with_its_person() {
    for place in places().await {
        let store = place.open().await;
        let session = |token_hash: &str| Session {
            token_hash: token_hash.into(),
            person: "P1".into(),
            form_token: "f".into(),
            created_at: "2026-03-09T00:00:00.000Z".into(),
            seen_at: "2026-03-09T00:00:00.000Z".into(),
            expires_at: "2026-03-09T08:00:00.000Z".into(),
            factor: "password".into(),
        };
        for token in ["a", "b", "c"] {
            store.change(&scratch::save_session(&session(token))).await.unwrap();
        }
        assert!(store.change(&scratch::save_session(&session("a"))).await.is_err());
        assert!(store.writable());
        let now = "2026-03-09T07:59:59.999Z";
        assert_eq!(store.first(scratch::session("a", now)).await.unwrap(), Some(session("a")));
        let late = "2026-03-09T08:00:00.000Z";
        assert!(store.first(scratch::session("a", late)).await.unwrap().is_none());
        store.change(&scratch::touch_session("a", now)).await.unwrap();
        let seen = store.first(scratch::session("a", now)).await.unwrap().unwrap();
        assert_eq!(seen.seen_at, now);
        store.change(&scratch::end_session("a")).await.unwrap();
        assert_eq!(store.ask(scratch::sessions_of("P1", now)).await.unwrap().len(), 2);
        assert_eq!(store.change(&scratch::end_sessions_of("P1")).await.unwrap(), 2);
        assert_eq!(store.change(&scratch::forget_sessions(late)).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_job_exists_with_its_group_waits_its_turn_and_is_done_once() {
    for place in places().await {
        let store = place.open().await;
        let job = |id: &str, not_before: &str| Job {
            id: id.into(),
            kind: "urge".into(),
            payload: "{}".into(),
            not_before: not_before.into(),
            attempts: 0,
            last_error: None,
            done_at: None,
        };
        let mut tx = store.begin().await.unwrap();
        tx.enqueue(job("never", "2026-03-01"));
        drop(tx);
        let mut tx = store.begin().await.unwrap();
        tx.enqueue(job("1", "2026-03-02"));
        tx.enqueue(job("2", "2026-03-01"));
        tx.enqueue(job("3", "2026-03-05"));
        tx.commit().await.unwrap();
        let due = async |now: &str| {
            let due = store.ask(scratch::jobs_due(now, 9)).await.unwrap();
            due.into_iter().map(|job| job.id).collect::<Vec<_>>()
        };
        assert_eq!(due("2026-03-02").await, ["2", "1"]);
        store.change(&scratch::finish_job("2", "2026-03-02")).await.unwrap();
        store.change(&scratch::postpone_job("1", "2026-03-04", "断线")).await.unwrap();
        assert!(due("2026-03-02").await.is_empty());
        assert_eq!(due("2026-03-09").await, ["1", "3"]);
        let tried = store.ask(scratch::jobs_due("2026-03-04", 1)).await.unwrap();
        let tried = tried.first().unwrap();
        assert_eq!((tried.attempts, tried.last_error.as_deref()), (1, Some("断线")));
        assert_eq!(store.first(scratch::jobs_waiting()).await.unwrap(), Some(2));
        assert_eq!(store.change(&scratch::forget_jobs("2026-03-03")).await.unwrap(), 1);
        let finish = async |kind: &str| {
            store.change(&scratch::finish_jobs(kind, "2026-03-10")).await.unwrap()
        };
        assert_eq!((finish("print").await, finish("urge").await), (0, 2), "only its own kind");
        assert!(due("2026-03-31").await.is_empty());
    }
}

#[tokio::test]
async fn failed_sign_ins_are_counted_by_account_and_place_since_an_instant() {
    for place in places().await {
        let store = place.open().await;
        let attempt = |account: &str, at: &str| SigninAttempt {
            account: account.into(),
            source: "10.0.0.1".into(),
            attempted_at: at.into(),
        };
        for (account, at) in [("a", "1"), ("a", "2"), ("a", "2"), ("b", "3")] {
            store.change(&scratch::note_attempt(&attempt(account, at))).await.unwrap();
        }
        let on = async |account: &str, since: &str| {
            let count = scratch::attempts_on(account, "10.0.0.1", since);
            store.first(count).await.unwrap().unwrap()
        };
        assert_eq!((on("a", "1").await, on("a", "2").await, on("a", "3").await), (3, 2, 0));
        let from = scratch::attempts_from("10.0.0.1", "2");
        assert_eq!(store.first(from).await.unwrap(), Some(3));
        store.change(&scratch::forgive_attempts("a", "10.0.0.1")).await.unwrap();
        assert_eq!((on("a", "1").await, on("b", "1").await), (0, 1));
        assert_eq!(store.change(&scratch::forget_attempts("4")).await.unwrap(), 1);
    }
}
