//! Case files as YAML: several in one file are parted by `---`. References, tags and deep nesting
//! are refused: nobody needs them, and they hide what a file says.

use domain::rules::file::{Entry, Node, Place, Problem};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// How deep groups and lists may lie in each other.
const DEEPEST: usize = 8;

/// The case files of a text.
pub(crate) fn parse(bytes: &[u8]) -> Result<Vec<(Place, Node)>, Vec<Problem>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let head = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = String::from_utf8_lossy(head).matches('\n').count() + 1;
        problem(line, "文件不是UTF-8编码，请在编辑器里另存为UTF-8。")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut source = Source { parser: Parser::new_from_str(text), line: 1 };
    let mut files = Vec::new();
    loop {
        let (event, line) = source.next()?;
        match event {
            Event::StreamEnd => return Ok(files),
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd => {}
            Event::Alias(_)
            | Event::Scalar(..)
            | Event::SequenceStart(..)
            | Event::SequenceEnd
            | Event::MappingStart(..)
            | Event::MappingEnd => {
                let node = source.value(event, line, 0)?;
                if node != Node::Blank {
                    files.push((Place::Line(line), node));
                }
            }
        }
    }
}

fn problem(line: usize, words: &str) -> Vec<Problem> {
    vec![Problem { at: Place::Line(line), words: words.to_owned() }]
}

/// The events of a text with their lines.
struct Source<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    line: usize,
}

impl<'a> Source<'a> {
    fn next(&mut self) -> Result<(Event<'a>, usize), Vec<Problem>> {
        match self.parser.next_event() {
            None => Ok((Event::StreamEnd, self.line)),
            Some(Ok((event, span))) => {
                self.line = start(&span);
                Ok((event, self.line))
            }
            Some(Err(error)) => Err(problem(
                error.marker().line(),
                "这里的写法不对：冒号后面要有一个空格，同一级的项目要对齐，不能用制表符缩进。",
            )),
        }
    }

    fn value(&mut self, event: Event<'a>, line: usize, depth: usize) -> Result<Node, Vec<Problem>> {
        if DEEPEST < depth {
            return Err(problem(line, "层次太多，请对照样例填写。"));
        }
        match event {
            Event::Scalar(words, style, anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    return Err(problem(line, "不能使用引用（&、*）和类型标记（!）。"));
                }
                let plain = style == ScalarStyle::Plain;
                let blank = plain && (words.is_empty() || words == "~" || words == "null");
                Ok(if blank { Node::Blank } else { Node::Text(words.into_owned()) })
            }
            Event::SequenceStart(0, None) => self.list(depth),
            Event::MappingStart(0, None) => self.group(depth),
            Event::Alias(_)
            | Event::SequenceStart(..)
            | Event::MappingStart(..)
            | Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => Err(problem(line, "不能使用引用（&、*）和类型标记（!）。")),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Node, Vec<Problem>> {
        let mut all = Vec::new();
        loop {
            let (event, line) = self.next()?;
            if event == Event::SequenceEnd {
                return Ok(Node::List(all));
            }
            all.push((Place::Line(line), self.value(event, line, depth + 1)?));
        }
    }

    fn group(&mut self, depth: usize) -> Result<Node, Vec<Problem>> {
        let mut all = Vec::new();
        loop {
            let (event, line) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(Node::Group(all));
            }
            let Node::Text(key) = self.value(event, line, depth + 1)? else {
                return Err(problem(line, "项目名称应当是文字。"));
            };
            let (event, at) = self.next()?;
            let node = self.value(event, at, depth + 1)?;
            all.push(Entry { at: Place::Line(line), key: key.trim().to_owned(), node });
        }
    }
}

fn start(span: &Span) -> usize {
    span.start.line()
}
