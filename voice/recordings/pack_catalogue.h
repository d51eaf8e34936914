// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Which words there are recordings of. A pack is a folder with one folder a spoken variety (zh-CN, en, yue, zh-x-wu), each with its recordings
// and the index that `silverlanectl voice pack index` wrote (voice/recordings/pack_index.h). Loaded once at start, then immutable: any thread.
// It reads indexes only: sound is read by voice/recordings/recording_cache.h. It never looks up what is not asked for, and logs nothing.
//
// A recording is used only where its words are the words that are said, compared as text. A prompt with slots ("您的号码是{ticket}。{ahead}。")
// has a recording for each run of words between the slots; what fills the slots is left to whoever asked. Words are never mixed otherwise:
// where one run is missing the whole prompt is missing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "voice/recordings/pack_index.h"

namespace silverlane::voice {

/// One recording as the index describes it.
struct RecordingFile {
    std::filesystem::path file;
    std::filesystem::path times;      ///< empty: no times of its characters are known
    std::uint64_t fingerprint = 0;    ///< of the file's bytes when the index was written
    int rate_step = 3;                ///< at which rate step it was spoken
};

/// A run of the text: recorded, or the value of a slot.
struct SpokenPiece {
    std::size_t begin = 0;            ///< code points of the text, [begin, end); pieces follow one another and cover all of it
    std::size_t end = 0;
    std::shared_ptr<const RecordingFile> recording;  ///< none: a value, to be synthesised
};

struct WantedWords {
    std::string_view variety;         ///< "zh-CN", "en", "yue", "zh-x-wu": the spoken variety, which is not always the text's language
    std::string_view prompt_id;       ///< "P26", or whatever the utterance is known by
    std::string_view text;            ///< the words, all slots filled
    int rate_step = 3;                ///< where a pack has recordings of several rates the nearest is taken
    bool values_can_be_said = true;   ///< false where nothing can say the values of slots in this variety: then only whole recordings are found
};

struct FoundWords {
    enum class Verdict {
        recorded,     ///< `pieces` say the text
        missing,      ///< there is no recording of this prompt, or not of all its parts
        other_words,  ///< there is one under this id, but of other words: the text was changed since
    };
    Verdict verdict = Verdict::missing;
    std::vector<SpokenPiece> pieces;
};

class PackCatalogue {
public:
    /// Without packs: finds nothing.
    PackCatalogue() = default;

    /// Reads the indexes of these packs; of two packs with the same prompt the earlier one wins. Errors, each with file and what to do:
    /// not_found (no folder, no index), corrupt (an index that cannot be read), not_found for a recording that the index names.
    static Result<PackCatalogue> load(const std::vector<std::filesystem::path>& packs);

    /// The varieties of which something is recorded, sorted: "en", "zh-CN", "zh-x-wu".
    [[nodiscard]] std::vector<std::string> varieties() const;
    /// Whether something is recorded for exactly this tag, or a shorter form of it ("en" serves "en-GB", but "zh" never "zh-x-wu").
    [[nodiscard]] bool has_variety(std::string_view variety) const;

    /// Looks under the prompt's id, then for any recording of the same whole words, then for a numbered answer whose number ("一，") and name
    /// are both recorded. Values of slots are looked for as whole recordings too.
    [[nodiscard]] FoundWords find(const WantedWords& wanted) const;
    /// The same at the default rate, with values.
    [[nodiscard]] FoundWords find(std::string_view variety, std::string_view prompt_id, std::string_view text) const {
        return find(WantedWords{variety, prompt_id, text});
    }

    [[nodiscard]] bool empty() const { return varieties_.empty(); }

private:
    /// All recordings of one text at one rate; one file for each part with words, in order.
    struct Entry {
        std::string id;
        TextParts parts;
        int rate_step = 3;
        std::vector<std::shared_ptr<const RecordingFile>> files;
    };
    struct Variety {
        std::multimap<std::string, std::shared_ptr<const Entry>, std::less<>> by_id;
        std::multimap<std::string, std::shared_ptr<const Entry>, std::less<>> by_words;   ///< of texts without slots
        std::vector<std::shared_ptr<const Entry>> answer_frames;                          ///< "一，{answer}"
    };
    static Result<void> add(const std::filesystem::path& folder, Variety& variety);
    static void join_rows(const std::filesystem::path& folder, const std::vector<IndexRow>& rows, Variety& variety);
    [[nodiscard]] const Variety* variety_of(std::string_view tag) const;
    /// The nearest rate, or nothing where no text without slots has these words.
    static std::shared_ptr<const Entry> whole(const Variety& variety, std::string_view words, int rate_step);
    /// The pieces of this entry for the text; none where it is another text, or a value can be said by nobody.
    static std::vector<SpokenPiece> pieces_of(const Entry& entry, const Variety& variety, std::u32string_view text, int rate_step, bool values_can_be_said);

    std::map<std::string, Variety, std::less<>> varieties_;
};

}  // namespace silverlane::voice
