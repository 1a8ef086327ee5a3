//! Reads the forms of a page the way a browser without scripts does: which fields it would send.
//! Knows just the HTML that our own pages use.

/// A form and what stands in it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub action: String,
    pub fields: Vec<Field>,
}

/// A control with a name.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub value: String,
    /// `text`, `hidden`, `radio`, `checkbox`, `option`, `textarea`, …
    pub kind: String,
    /// Whether a browser sends it as the page stands.
    pub sent: bool,
}

impl Form {
    /// Every form of the page, in order; one whose buttons lead to several addresses is there once for each.
    pub fn all(page: &str) -> Vec<Self> {
        let mut forms: Vec<Self> = Vec::new();
        let mut open = false;
        let mut select = String::new();
        let mut elsewhere: Vec<String> = Vec::new();
        for (tag, after) in tags(page) {
            let attribute = |name: &str| tag.attribute(name);
            match tag.name.as_str() {
                "form" => {
                    open = true;
                    forms.push(Self {
                        action: attribute("action").unwrap_or_default(),
                        fields: Vec::new(),
                    });
                }
                "/form" => {
                    open = false;
                    let form = forms.last().cloned().unwrap_or_default();
                    forms.extend(elsewhere.drain(..).map(|action| Self {
                        action,
                        ..form.clone()
                    }));
                }
                "button" => elsewhere.extend(attribute("formaction")),
                "select" => select = attribute("name").unwrap_or_default(),
                _ => {}
            }
            let Some(form) = forms.last_mut().filter(|_| open) else {
                continue;
            };
            form.fields.extend(field(&tag, after, &select));
        }
        forms
    }

    /// What a browser would send now.
    pub fn data(&self) -> Vec<(String, String)> {
        self.fields
            .iter()
            .filter(|field| field.sent)
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect()
    }

    /// Fills a field in, or picks the one of a group with this value.
    #[track_caller]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let of_name = || self.fields.iter().filter(|field| field.name == name);
        assert!(
            of_name().count() > 0,
            "no field {name} in {:?}",
            self.names()
        );
        let choice = of_name().any(|field| ["radio", "option"].contains(&field.kind.as_str()));
        for field in self.fields.iter_mut().filter(|field| field.name == name) {
            if choice {
                field.sent = field.value == value;
            } else {
                value.clone_into(&mut field.value);
                field.sent = true;
            }
        }
        let sent = |field: &&Field| field.name == name && field.sent;
        assert!(
            self.fields.iter().any(|field| sent(&field)),
            "{name} has no choice {value}"
        );
        self
    }

    /// Puts a value in whatever the page offers, as somebody would who writes the request by hand.
    pub fn forced(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|field| field.name != name);
        self.fields.push(Field {
            name: name.to_owned(),
            value: value.to_owned(),
            kind: "hidden".to_owned(),
            sent: true,
        });
        self
    }

    /// What stands in a field.
    #[track_caller]
    pub fn value(&self, name: &str) -> String {
        let field = self.fields.iter().find(|field| field.name == name);
        let field = field.unwrap_or_else(|| panic!("no field {name} in {:?}", self.names()));
        field.value.clone()
    }

    /// The names of all fields, once each.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect();
        names.dedup();
        names
    }
}

fn field(tag: &Tag, after: &str, select: &str) -> Option<Field> {
    let has = |name: &str| tag.attribute(name).is_some();
    let (name, kind) = match tag.name.as_str() {
        "input" => (tag.attribute("name")?, tag.attribute("type")),
        "textarea" => (tag.attribute("name")?, Some("textarea".to_owned())),
        "button" => (tag.attribute("name")?, Some("button".to_owned())),
        "option" => (select.to_owned(), Some("option".to_owned())),
        _ => return None,
    };
    let kind = kind.unwrap_or_else(|| "text".to_owned());
    let text = after.split('<').next().unwrap_or_default();
    let value = match kind.as_str() {
        "textarea" => decode(text),
        _ => tag.attribute("value").unwrap_or_else(|| decode(text)),
    };
    let sent = match kind.as_str() {
        "radio" | "checkbox" => has("checked"),
        "option" => has("selected"),
        "button" | "submit" => false,
        _ => true,
    };
    Some(Field {
        name,
        value,
        kind,
        sent,
    })
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn attribute(&self, name: &str) -> Option<String> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }
}

/// Each tag with the text that follows it. Our pages quote every value and escape `<` in it.
fn tags(page: &str) -> impl Iterator<Item = (Tag, &str)> {
    page.split('<').skip(1).map(|piece| {
        let end = closing(piece);
        (tag(&piece[..end]), piece.get(end + 1..).unwrap_or_default())
    })
}

/// Where the tag ends: the first `>` outside quotes.
fn closing(piece: &str) -> usize {
    let mut quoted = false;
    for (at, letter) in piece.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    piece.len()
}

fn tag(text: &str) -> Tag {
    let (name, mut rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        if end == 0 {
            break;
        }
        let (attribute, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => ("", after),
        };
        attributes.push((attribute.to_owned(), decode(value)));
        rest = after;
    }
    Tag {
        name: name.to_ascii_lowercase(),
        attributes,
    }
}

fn decode(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[test]
fn a_form_is_read_as_a_browser_reads_it() {
    let page = r#"<form action="/q/A"><input type="hidden" name="t" value="a&amp;b">
        <input type="radio" name="s" value="1"><input type="radio" name="s" value="5" checked>
        <textarea name="c">x &lt; y</textarea><select name="u"><option value="1">A</option>
        <option value="2" selected>B</option></select><button type="submit">OK</button></form>"#;
    let form = Form::all(page).remove(0);
    let sent = |form: &Form| -> Vec<String> {
        form.data()
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect()
    };
    assert_eq!(form.action, "/q/A");
    assert_eq!(sent(&form), ["t=a&b", "s=5", "c=x < y", "u=2"]);
    assert_eq!(
        sent(&form.with("s", "1").with("u", "1")),
        ["t=a&b", "s=1", "c=x < y", "u=1"]
    );
}
