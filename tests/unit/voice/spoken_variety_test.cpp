// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// In which language the voice synthesises an utterance that asks for a spoken variety, and what it offers: with a synthesiser that notes what
// it is given, without sound.
#include <gtest/gtest.h>

#include <unistd.h>

#include <mutex>
#include <utility>

#include "base/utf8.h"
#include "table_file.h"
#include "voice/sound/silent_audio_output.h"
#include "voice/speaker/synthesised_speaker.h"

namespace silverlane::voice {
namespace {

struct Notes {
    std::mutex mutex;
    std::vector<std::string> said;   ///< "cantonese zoeng"
    void add(std::string line) {
        const std::lock_guard lock(mutex);
        said.push_back(std::move(line));
    }
    std::vector<std::string> take() {
        const std::lock_guard lock(mutex);
        return std::exchange(said, {});
    }
};

class NotingSynthesiser final : public Synthesiser {
public:
    NotingSynthesiser(Notes& notes, bool cantonese_works) : notes_(notes), cantonese_works_(cantonese_works) {}
    Result<Speech> synthesise(SpokenLanguage language, const std::u32string& fed, int) override {
        const char* name = language == SpokenLanguage::cantonese ? "cantonese " : language == SpokenLanguage::mandarin ? "mandarin " : "english ";
        notes_.add(name + encode_utf8(fed));
        Speech speech;
        speech.samples.assign(100, 1);
        return speech;
    }
    Result<void> test_cantonese(const CantoneseReadings&) override {
        if (cantonese_works_) return {};
        return Error(ErrorCode::unavailable, "it reads Chinese as English");
    }
    bool reads_in_cantonese(char32_t hanzi) override { return hanzi != U'馇'; }

private:
    Notes& notes_;
    const bool cantonese_works_;
};

class NotingLog final : public EventLog {
public:
    explicit NotingLog(Notes& notes) : notes_(notes) {}
    void write(const LogEvent& event) override { notes_.add(event.name()); }

private:
    Notes& notes_;
};

class SpokenVariety : public ::testing::Test {
protected:
    void start(bool cantonese_wanted, bool cantonese_works) {
        auto readings = CantoneseReadings::parse("word\t支行\tzi1 hong4\t支 hong4\n", "t");
        ASSERT_TRUE(readings.ok());
        SynthesisedSpeaker::Parts parts{shipped_reader(),
                                        [this, cantonese_works]() -> Result<std::unique_ptr<Synthesiser>> {
                                            return std::unique_ptr<Synthesiser>(std::make_unique<NotingSynthesiser>(notes_, cantonese_works));
                                        },
                                        std::make_unique<SilentAudioOutput>(clock_), nullptr};
        if (cantonese_wanted) parts.cantonese = std::move(*readings);
        speaker_ = std::make_unique<SynthesisedSpeaker>(std::move(parts), progress_, log_, clock_);
        for (int look = 0; look < 2'000 && speaker_->health() == VoiceHealth::starting; ++look) ::usleep(5'000);
        ASSERT_NE(speaker_->health(), VoiceHealth::starting);
    }

    /// What the synthesiser was given for this utterance.
    std::vector<std::string> said(const std::string& language, const std::string& variety, const std::string& text) {
        notes_.take();
        Utterance utterance;
        utterance.id = ++last_;
        utterance.language = language;
        utterance.variety = variety;
        utterance.text = utterance.caption = text;
        speaker_->say(std::move(utterance));
        for (int turn = 0; turn < 5000; ++turn) {
            clock_.advance(Milliseconds{50});
            const auto report = progress_.take_for(Milliseconds{5});
            if (report && report->utterance == last_ && report->kind == Progress::Kind::finished) return notes_.take();
        }
        ADD_FAILURE() << "it never ended: " << text;
        return {};
    }

    Notes notes_;
    ManualClock clock_{UtcTime{Milliseconds{0}}};
    NotingLog log_{notes_};
    ProgressQueue progress_{256};
    std::uint64_t last_ = 0;
    std::unique_ptr<SynthesisedSpeaker> speaker_;
};

using Lines = std::vector<std::string>;

TEST_F(SpokenVariety, CantoneseIsSaidWhereItIsAskedForAndMandarinElsewhere) {
    start(true, true);
    EXPECT_EQ(said("zh-CN", "yue", "请到支行。"), Lines{"cantonese 请到支 hong4。"});
    EXPECT_EQ(said("zh-CN", "", "请到支行。"), Lines{"mandarin qing3 dao4 zhi1 hang2。"});
    EXPECT_EQ(said("en", "yue", "Please wait."), Lines{"english Please wait."});
    EXPECT_TRUE(speaker_->can_say("yue"));
    EXPECT_FALSE(speaker_->can_say("zh-x-wu")) << "nothing is recorded in it";
    EXPECT_FALSE(speaker_->can_say(""));
}

TEST_F(SpokenVariety, WhatIsMissingFallsBackWholeToMandarin) {
    start(true, true);
    EXPECT_EQ(said("zh-CN", "yue", "请稍等。馇好了。"), (Lines{"mandarin qing3 shao1 deng3。", "mandarin cha1 hao3 le5。"})) << "not one sentence in each";
    EXPECT_EQ(said("zh-CN", "zh-x-wu", "请稍等。"), Lines{"mandarin qing3 shao1 deng3。"});
}

TEST_F(SpokenVariety, AVarietyThatFailsItsTestIsReportedAndNeverHeard) {
    start(true, false);
    EXPECT_EQ(notes_.take(), Lines{"voice_variety_unavailable"});
    EXPECT_EQ(said("zh-CN", "yue", "请到支行。"), Lines{"mandarin qing3 dao4 zhi1 hang2。"});
    EXPECT_FALSE(speaker_->can_say("yue"));
    EXPECT_EQ(speaker_->health(), VoiceHealth::speaking) << "Mandarin goes on";
}

TEST_F(SpokenVariety, ABranchWithoutCantoneseNeverSpeaksIt) {
    start(false, true);
    EXPECT_EQ(said("zh-CN", "yue", "请到支行。"), Lines{"mandarin qing3 dao4 zhi1 hang2。"});
    EXPECT_FALSE(speaker_->can_say("yue"));
}

}  // namespace
}  // namespace silverlane::voice
