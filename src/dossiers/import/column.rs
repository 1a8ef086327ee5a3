//! The columns that a file of dossiers may have, and what one-stop software calls them (pure).

use super::head::Column;

crate::text_enum! {
    /// What a column says of a dossier.
    pub enum Target {
        /// Its code.
        Code => "code",
        /// The procedure, by name or code.
        Procedure => "procedure",
        /// Who handed it in.
        Applicant => "applicant",
        /// Their identity number.
        Identity => "identity",
        /// Their telephone.
        Phone => "phone",
        /// Their mail.
        Email => "email",
        /// Where they live.
        Address => "address",
        /// The field of work.
        Field => "field",
        /// Who works on it, by login or full name.
        Officer => "officer",
        /// When it came in.
        Received => "received",
        /// By when the result was promised.
        Due => "due",
        /// When the result was ready.
        Ended => "ended",
        /// When the applicant got it.
        Returned => "returned",
        /// Where it stands.
        State => "state",
        /// How it was handed in.
        Way => "way",
        /// How often the applicant had to contact the desk.
        Contacts => "contacts",
        /// How many agencies they had to contact.
        Agencies => "agencies",
    }
}

impl Column for Target {
    const REQUIRED: &'static [Self] = &[Self::Code, Self::Received];
    const EXPECTED: &'static [Self] = &[Self::Applicant];
    const AREA: &'static str = "dossier_import.column";

    fn all() -> &'static [Self] {
        Self::ALL
    }

    fn word(self) -> &'static str {
        self.as_str()
    }

    // A list of names: as many on a line as fit.
    #[rustfmt::skip]
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Code => &["so ho so", "ma ho so", "ma so ho so", "ma so", "so bien nhan"],
            Self::Procedure => &[
                "ten thu tuc", "thu tuc", "ten tthc", "tthc", "thu tuc hanh chinh", "ten thu tuc hanh chinh",
                "ma thu tuc", "ma tthc"
            ],
            Self::Applicant => &[
                "nguoi nop", "chu ho so", "nguoi nop ho so", "ho ten nguoi nop", "ten nguoi nop",
                "ten chu ho so", "ho va ten nguoi nop", "to chuc ca nhan", "ten to chuc ca nhan",
                "ten ca nhan to chuc", "ca nhan to chuc", "nguoi lam thu tuc", "ho va ten", "ho ten",
                "nguoi yeu cau", "cong dan", "ca nhan to chuc nop ho so"
            ],
            Self::Identity => &[
                "so dinh danh", "so dinh danh ca nhan", "cccd", "so cccd", "cmnd cccd", "so giay to",
                "ma so thue"
            ],
            Self::Phone => &["so dien thoai", "dien thoai", "sdt", "so dt", "di dong"],
            Self::Email => &["thu dien tu", "e mail", "dia chi email"],
            Self::Address => &["dia chi", "noi o", "noi cu tru", "dia chi nguoi nop", "dia chi thuong tru"],
            Self::Field => &["linh vuc", "ten linh vuc"],
            Self::Officer => &[
                "can bo xu ly", "can bo thu ly", "nguoi xu ly", "can bo", "cong chuc", "cong chuc xu ly",
                "nguoi thu ly", "can bo dang xu ly", "chuyen vien"
            ],
            Self::Received => &[
                "ngay tiep nhan", "ngay nhan", "thoi gian tiep nhan", "ngay nop", "ngay nhan ho so",
                "nhan ho so", "tiep nhan", "ngay gio nhan", "ngay gio tiep nhan", "ngay tiep nhan ho so",
                "nhan"
            ],
            Self::Due => &[
                "ngay hen tra", "hen tra", "ngay hen tra ket qua", "han xu ly", "han tra", "ngay hen",
                "hen tra ket qua", "thoi han giai quyet", "ngay gio hen tra", "thoi gian hen tra",
                "han giai quyet"
            ],
            Self::Ended => &[
                "ngay co ket qua", "ngay ket thuc", "ngay ket thuc xu ly", "ngay hoan thanh", "ngay xu ly xong",
                "thoi gian co ket qua", "ngay giai quyet xong"
            ],
            Self::Returned => &[
                "ngay tra", "ngay tra ket qua", "tra ket qua", "ngay tra kq", "thoi gian tra ket qua",
                "ngay gio tra", "ngay nhan ket qua"
            ],
            Self::State => &["trang thai", "tinh trang", "trang thai ho so", "tinh trang ho so", "trang thai xu ly"],
            Self::Way => &[
                "hinh thuc nop", "phuong thuc nop", "hinh thuc tiep nhan", "kenh tiep nhan", "hinh thuc nhan"
            ],
            Self::Contacts => &["so lan lien he", "so lan di lai"],
            Self::Agencies => &["so co quan", "so co quan phai lien he"],
        }
    }
}
