// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/reader.h"

#include <array>
#include <optional>
#include <utility>

#include "voice/mandarin/characters.h"
#include "voice/mandarin/context.h"
#include "voice/mandarin/names.h"
#include "voice/mandarin/segmentation.h"

namespace silverlane::voice {

namespace {

class Pass {
public:
    Pass(const Lexicon& lexicon, const PolyphoneTable& words, std::u32string_view text)
        : lexicon_(lexicon), words_(words), text_(text), segmented_(lexicon, text), reading_(text.size()) {}

    Reading run() {
        for (std::size_t at = 0; at < text_.size(); ++at) {
            reading_[at].character = text_[at];
            reading_[at].begins_word = segmented_.tokens()[segmented_.token_at(at)].begin == at;
        }
        apply_house_words();
        for (std::size_t at = 0; at < text_.size(); ++at) {
            ReadCharacter& read = reading_[at];
            if (!read.syllable.empty() || !is_hanzi(text_[at])) continue;
            read_by_lexicon(at);
            if (read.doubt == Doubt::none && !read.other.empty() && !(read.other == read.syllable)) read.doubt = Doubt::name;
        }
        return std::move(reading_);
    }

private:
    void apply_house_words() {
        for (std::size_t at = 0; at < text_.size();) {
            const PolyphoneTable::Match match = words_.longest_at(text_, at);
            NameReading name = name_reading(words_, segmented_, text_, at);
            // 马家堡 is a place that people wrote down, and no family of the name of 马.
            if (!match.is_surname && match.cells.size() > name.surname.size() + name.given && stands_here(at, match.cells.size())) name = {};
            const bool word_here = !match.is_surname && match.cells.size() > 1;  // somebody has said what this is: 孙媳妇 is nobody's name
            if (name.kind == NameReading::Kind::surname || (name.kind == NameReading::Kind::likely_surname && !word_here)) {
                for (const PolyphoneTable::Cell& cell : name.surname) read_name(at++, cell.syllable);
                for (std::size_t i = 0; i < name.given; ++i, ++at) read_name(at, words_.in_given_name(text_[at]));
                if (name.kind == NameReading::Kind::likely_surname) doubt_name(at - name.surname.size());
                continue;
            }
            // Read as usual below, but said to be doubtful.
            if (name.kind == NameReading::Kind::possible_surname) reading_[at].other = name.surname.front().syllable;
            if (match.cells.empty() || (match.is_surname ? !is_called(at, name) : !stands_here(at, match.cells.size()))) {
                ++at;
                continue;
            }
            for (std::size_t i = 0; i < match.cells.size(); ++i) {
                ReadCharacter& read = reading_[at + i];
                read.syllable = match.cells[i].syllable;
                read.tone_is_fixed = match.cells[i].tone_is_fixed;
                if (!read.syllable.empty()) read.source = match.is_surname ? ReadingSource::name : ReadingSource::house_word;
            }
            at += match.cells.size();
        }
    }

    /// Read as usual where the syllable is empty.
    void read_name(std::size_t at, const Syllable& syllable) {
        reading_[at].syllable = syllable;
        if (!syllable.empty()) reading_[at].source = ReadingSource::name;
    }

    /// A surname before a title begins a word, and no other surname stands before it: not 存单女士, not 李宁女士.
    [[nodiscard]] bool is_called(std::size_t at, const NameReading& name) const {
        return name.kind != NameReading::Kind::given_name && segmented_.tokens()[segmented_.token_at(at)].begin == at;
    }

    /// A house word of two characters must not be made of the end of one word and the beginning of the next: 调节 in 强调节拍, 的确 in
    /// 有的确实. Longer ones, such as product names, hardly ever come about so, and always count.
    [[nodiscard]] bool stands_here(std::size_t begin, std::size_t length) const {
        if (length != 2 || (begin == 0 && text_.size() == 2)) return true;
        const Token& first = segmented_.tokens()[segmented_.token_at(begin)];
        const Token& last = segmented_.tokens()[segmented_.token_at(begin + 1)];
        return first.begin == last.begin || (first.begin == begin && last.end == begin + 2);
    }

    /// A surname where a word may be meant: the reading as a word is the other one.
    void doubt_name(std::size_t at) {
        ReadCharacter as_word;
        std::swap(as_word, reading_[at]);
        reading_[at].character = as_word.character;
        reading_[at].begins_word = as_word.begins_word;
        read_by_lexicon(at);
        as_word.other = reading_[at].syllable;
        as_word.doubt = as_word.other == as_word.syllable ? Doubt::none : Doubt::name;
        reading_[at] = as_word;
    }

    void read_by_lexicon(std::size_t at) {
        ReadCharacter& read = reading_[at];
        const std::uint16_t symbol = segmented_.symbol(at);
        if (const auto settled = settled_reading(lexicon_, segmented_, at)) {
            read.syllable = lexicon_.syllable(*settled);
            read.source = ReadingSource::word;
        } else if (lexicon_.candidates(symbol).empty()) {
            read_unknown(at);
        } else if (lexicon_.context_decides(symbol)) {
            const ContextReading context = context_reading(lexicon_, segmented_, at);
            read.syllable = lexicon_.syllable(context.best);
            read.source = ReadingSource::context;
            if (read.other.empty() && context.second != context.best && context.margin < lexicon_.doubt_margin()) {
                read.other = lexicon_.syllable(context.second);
                read.doubt = Doubt::close;
            }
        } else {
            read.syllable = lexicon_.syllable(lexicon_.candidates(symbol).front().syllable);
            read.source = ReadingSource::usual;
        }
    }

    /// A character that the lexicon lacks: people may have said how it reads.
    void read_unknown(std::size_t at) {
        ReadCharacter& read = reading_[at];
        read.syllable = words_.character(text_[at]);
        if (read.syllable.empty()) read.doubt = Doubt::unknown;
        else read.source = ReadingSource::house_word;
    }

    const Lexicon& lexicon_;
    const PolyphoneTable& words_;
    std::u32string_view text_;
    SegmentedText segmented_;
    Reading reading_;
};

}  // namespace

MandarinReader::Files MandarinReader::files_in(const std::string& folder, std::string bank_words) {
    return {folder + "/mandarin.lexicon", folder + "/polyphones.tsv", folder + "/surnames.tsv", folder + "/given_names.tsv", std::move(bank_words)};
}

Result<std::shared_ptr<const MandarinReader>> MandarinReader::load(const Files& files) {
    auto lexicon = Lexicon::open(files.lexicon);
    if (!lexicon) return lexicon.error();
    auto words = PolyphoneTable::load(files.house_words);
    if (!words) return words.error();
    using Load = Result<PolyphoneTable> (*)(const std::string&);
    const std::array<std::pair<const std::string*, Load>, 3> more{{{&files.surnames, PolyphoneTable::load_surnames},
                                                                   {&files.given_names, PolyphoneTable::load_given_names},
                                                                   {&files.bank_words, PolyphoneTable::load}}};
    for (const auto& [path, load] : more) {
        if (path->empty()) continue;
        const auto table = load(*path);
        if (!table) return table.error();
        words->add(*table);
    }
    return std::shared_ptr<const MandarinReader>(std::make_shared<MandarinReader>(std::move(*lexicon), std::move(*words)));
}

Syllable MandarinReader::usual_reading(char32_t c) const {
    const auto candidates = lexicon_.candidates(lexicon_.symbol(c));
    return candidates.empty() ? Syllable() : lexicon_.syllable(candidates.front().syllable);
}

Reading MandarinReader::read(std::u32string_view text) const { return Pass(lexicon_, words_, text).run(); }

}  // namespace silverlane::voice
