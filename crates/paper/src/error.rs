//! Why a document could not be printed, in sentences an operator or an officer can act on.

use std::io;

use thiserror::Error;

/// The reasons a page does not come out.
#[derive(Debug, Error)]
pub enum PaperError {
    /// A required family is in none of the font folders.
    #[error(
        "打印不了文书：在 {folders} 中没有找到字体“{family}”。请先运行 ./run setup 取回字体，再重新启动。"
    )]
    FontsMissing { folders: String, family: &'static str },
    /// A font file is there but cannot be read.
    #[error("打印不了文书：字体文件 {path} 读不出来。请删除它，重新运行 ./run setup。")]
    FontUnreadable {
        path: String,
        #[source]
        source: io::Error,
    },
    /// There is no template for the form.
    #[error("打印不了文书：没有“{form}”这种文书式样。请检查辖区包里的 forms 文件夹是否完整。")]
    FormUnknown { form: String },
    /// The data must be one JSON object.
    #[error("打印不了文书：“{form}”的内容不是一组字段。请重新填写后再打印。")]
    DataShape { form: String },
    /// No font holds these characters, and a page without them would be false.
    #[error(
        "打印不了文书：现有字体里没有这些字：{characters}。请改用其他写法，或者把含有这些字的字体文件放进字体文件夹后重新启动。"
    )]
    GlyphsMissing { characters: String },
    /// A picture is not a PNG, JPEG or SVG data address.
    #[error("打印不了文书：“{key}”里的图片无法识别。请重新签名，或者换成 PNG、JPEG 格式的图片。")]
    PictureUnreadable { key: String },
    /// The printing date is not a civil date.
    #[error("打印不了文书：打印日期“{text}”不是“2026-03-09”这样的日期。请更正后再打印。")]
    PrintedOn { text: String },
    /// The address to verify at does not fit into a QR code.
    #[error("打印不了文书：核验网址太长，放不进二维码。请在系统设置里缩短核验网址。")]
    AddressTooLong,
    /// The template itself is wrong, or a picture in it is broken.
    #[error("打印不了文书：“{form}”的式样排不出来（{message}）。请把这句话告诉系统管理员。")]
    Template { form: String, message: String },
    /// A case file without documents would be an empty cover.
    #[error("打印不了案卷：卷内还没有文书。请先归入文书再打印案卷。")]
    CaseFileEmpty,
    /// A part of the case file is not a PDF that can be bound in.
    #[error("打印不了案卷：“{title}”不是完整的 PDF 文件。请重新打印这件文书后再装订。")]
    PartUnreadable {
        title: String,
        #[source]
        source: lopdf::Error,
    },
    /// The bound file could not be written.
    #[error("打印不了案卷：装订后的文件写不出来。请把这句话告诉系统管理员。")]
    Binding {
        #[source]
        source: lopdf::Error,
    },
}
