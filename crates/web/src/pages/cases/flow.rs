//! `GET /cases/{id}/flow`: the chart of the procedure with the path of this case lit.

use axum::{extract::Path, response::Response};

use crate::{
    Call, PageError,
    components::text::Link,
    pages::{show, tools::flow_page},
};

/// `GET /cases/{id}/flow`
pub async fn flow(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let case = call.load_case(&id).await?;
    let href = format!("/cases/{id}");
    let above = vec![Link::new("案件", "/cases"), Link::new(case.origin.cause.clone(), href)];
    let shell = call.shell("/cases", above, "办案流程图").await?;
    show(&flow_page(shell, Some(&case)))
}
