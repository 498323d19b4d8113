//! Who had a piece of evidence in hand, told on a page of its own.

use super::walk::Walk;

#[tokio::test]
async fn each_look_at_a_piece_of_evidence_stands_on_its_page() {
    let it = Walk::investigated().await;
    let page = it.case_page("banana").await;
    page.expect(200).says("流转记录");
    let before = page.text.split("/way\">流转记录").next().unwrap();
    let way = format!("{}/way", before.rsplit('"').next().unwrap());
    let object = way.strip_suffix("/way").unwrap().to_owned();
    let mut handler = it.site.sign_in("banana").await;
    let fresh = handler.get(&way).await;
    fresh.expect(200).says("证据流转记录").says("收到以后没有人看过").says("SHA-256").says("原件");
    handler.get(&object).await.expect(200);
    handler.get(&object).await.expect(200);
    let mut leader = it.site.sign_in("juzhang").await;
    leader.get(&object).await.expect(200);
    let told = leader.get(&way).await;
    told.expect(200).says("曹建业");
    assert_eq!(told.text.matches("查看或者下载原件").count(), 2, "{}", told.text);
    for stranger in ["zd1a", "xitong", "diaodu"] {
        it.site.sign_in(stranger).await.get(&way).await.expect(404);
    }
    it.site.nobody().get(&way).await.expect(303);
}
