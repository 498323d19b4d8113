//! The two pages of a witness: one takes checkpoints and answers with its signature, or why not; the
//! other tells anybody what it saw last of a log.
//!
//! The statuses of the first are those of C2SP tlog-witness. It has no pages, no sessions and no data of anybody.

use std::sync::Arc;

use app::witness::{Answer, MAX_BYTES, Witness};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};

/// The service of a witness.
pub fn witness(witness: Arc<Witness>) -> Router {
    Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/last", get(last))
        .route("/healthz", get(async || "ok"))
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .with_state(witness)
}

/// `POST /add-checkpoint`
async fn add_checkpoint(State(witness): State<Arc<Witness>>, request: String) -> Response {
    match witness.add_checkpoint(&request).await {
        Ok(answer) => status(answer),
        Err(fault) => {
            tracing::error!(error = ?fault, "the witness cannot remember, so it does not vouch");
            (StatusCode::INTERNAL_SERVER_ERROR, "the witness cannot store\n").into_response()
        }
    }
}

/// The log that somebody asks about.
#[derive(serde::Deserialize)]
struct Asked {
    log: String,
}

/// `GET /last?log=`: the last checkpoint of the log that the witness signed, with its line.
async fn last(State(witness): State<Arc<Witness>>, Query(asked): Query<Asked>) -> Response {
    match witness.last(&asked.log) {
        Ok(Some(note)) => (StatusCode::OK, note).into_response(),
        Ok(None) => (StatusCode::NOT_FOUND, "unknown log\n").into_response(),
        Err(fault) => {
            tracing::error!(error = ?fault, "the witness does not trust its own memory");
            (StatusCode::INTERNAL_SERVER_ERROR, "the memory was altered\n").into_response()
        }
    }
}

fn status(answer: Answer) -> Response {
    let sized = |size: u64| {
        let kind = [(header::CONTENT_TYPE, "text/x.tlog.size")];
        (StatusCode::CONFLICT, kind, format!("{size}\n")).into_response()
    };
    match answer {
        Answer::Cosigned(line) => (StatusCode::OK, line).into_response(),
        Answer::Malformed(why) => (StatusCode::BAD_REQUEST, format!("{why}\n")).into_response(),
        Answer::UnknownLog => (StatusCode::NOT_FOUND, "unknown log\n").into_response(),
        Answer::Unsigned => (StatusCode::FORBIDDEN, "not signed by the log\n").into_response(),
        Answer::Stale(size) | Answer::Fork(size) => sized(size),
        Answer::Inconsistent => {
            (StatusCode::UNPROCESSABLE_ENTITY, "the proof does not verify\n").into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_has_the_status_of_the_protocol() {
        let told = |answer| status(answer).status().as_u16();
        let size = status(Answer::Stale(7));
        assert_eq!(size.headers()[header::CONTENT_TYPE], "text/x.tlog.size");
        assert_eq!(
            [
                told(Answer::Cosigned(String::new())),
                told(Answer::Malformed("x")),
                told(Answer::Unsigned),
                told(Answer::UnknownLog),
                told(Answer::Stale(7)),
                told(Answer::Fork(7)),
                told(Answer::Inconsistent),
            ],
            [200, 400, 403, 404, 409, 409, 422]
        );
    }
}
