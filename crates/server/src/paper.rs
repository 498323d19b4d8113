//! `zhifa paper`: what the QR code of a paper says, checked with the public key alone.

use std::process::ExitCode;

use journal::{PaperMark, short_head};

use crate::cli::PaperArgs;

/// The paper is not one of this record.
const NOT_OURS: u8 = 2;

/// Checks an address as it was scanned, and says what it proves.
pub fn check(args: &PaperArgs) -> ExitCode {
    if let Some(mark) = opened(args) {
        let head = short_head(mark.head.size, mark.head.root);
        println!(
            "二维码由这把密钥签发，没有被改动。核验码 {}，存证头 {head}，应当与纸面上印的一致。",
            mark.code
        );
        println!("文书是否已经撤销或者更正，须联网核验或者向制发机关核实。");
        return ExitCode::SUCCESS;
    }
    eprintln!(
        "zhifa: 没有通过核验：二维码里没有这把密钥的签名，或者内容被改动过。请向落款机关核实。"
    );
    ExitCode::from(NOT_OURS)
}

fn opened(args: &PaperArgs) -> Option<PaperMark> {
    let (_, rest) = args.address.trim().rsplit_once(PaperMark::PATH)?;
    let (code, payload) = rest.split_once('/')?;
    PaperMark::open(code, payload, &args.key).ok()
}

#[cfg(test)]
mod tests {
    use journal::{Hash, Head, Signer};

    use super::*;

    #[test]
    fn an_address_is_read_as_it_was_scanned_and_only_so() {
        let signer = Signer::new("log.example/e1", &[7; 32]).unwrap();
        let mark = PaperMark { code: "AB12".into(), head: Head { size: 3, root: Hash([1; 32]) } };
        let payload = mark.sign(&signer).unwrap();
        let asked = |address: String| PaperArgs { key: signer.public(), address };
        let whole = format!("HTTPS://EXAMPLE.INVALID/V/AB12/{payload}\n");
        assert_eq!(opened(&asked(whole.clone())), Some(mark));
        for other in [whole.replace("AB12", "AB13"), whole.replace("/3.", "/4."), String::new()] {
            assert_eq!(opened(&asked(other.clone())), None, "{other}");
        }
    }
}
