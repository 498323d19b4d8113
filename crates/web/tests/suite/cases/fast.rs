//! 快速办理 through the pages: refused with its reason where no rule of the matter allows it.

use super::walk::Walk;

/// No matter of the county has such a rule; the case page and the step say so, with the article.
#[tokio::test]
async fn a_matter_without_a_rule_is_not_offered_fast_handling() {
    let it = Walk::filed().await;
    let why = "本事项没有可以快速办理的法律、法规依据";
    it.case_page("banana").await.expect(200).says("告知快速办理").says(why);
    let page = it.page("banana", "offer-fast").await;
    page.expect(200).says(why).says("《行政处罚法》第五十四条第一款");
    it.page("shoujiao", "offer-fast").await.expect(403);
    let page = it.page("banana", "consent-fast").await;
    page.expect(200).says("本案没有告知快速办理");
    let page = it.page("banana", "leave-fast").await;
    page.expect(200).says("本案没有告知快速办理");
}
