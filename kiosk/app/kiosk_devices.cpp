// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What cards, passbooks, the PIN pad and the private ear report, as events of the flow.
#include <utility>

#include "kiosk/app/kiosk_app.h"

namespace silverlane::kiosk {
namespace {

flow::Listening listening_of(drivers::Listening now) {
    switch (now) {
        case drivers::Listening::handset: return flow::Listening::handset;
        case drivers::Listening::headphone: return flow::Listening::headphone;
        case drivers::Listening::unknown:  // counts as everybody hearing it
        case drivers::Listening::loudspeaker: break;
    }
    return flow::Listening::loudspeaker;
}

}  // namespace

void KioskApp::take_device_news() {
    while (const auto event = device_queues_.cards.try_take()) hear(*event);
    while (const auto event = device_queues_.books.try_take()) hear(*event);
    while (const auto news = media_news_.try_take()) hear(*news);
    while (auto report = device_queues_.pins.try_take()) money_.heard(std::move(*report));
    while (const auto change = device_queues_.ears.try_take()) happen(flow::ListeningChanged{listening_of(change->now)});
}

/// What the voice has lost: staff are told once, and nobody is invited to a handset that gives no sound.
void KioskApp::watch_voice() {
    if (!start_.empty() || !settings_.voice.enabled) return;
    VoiceParts now;
    now.speaks = voice_ != nullptr && voice_->health() != voice::VoiceHealth::captions_only &&
                 voice_->health() != voice::VoiceHealth::recordings_only;
    if (voice_) {
        now.loudspeaker = voice_->works(voice::Channel::loudspeaker);
        now.private_ear = voice_->works(voice::Channel::private_ear) || !devices_->has_private_ear();
    }
    const VoiceWatch::News news = voice_watch_.look(now);
    if (news.fault) help_.report("device_fault", state_.place, {}, "sound");
    if (news.private_ear) happen(flow::DeviceChanged{"private_ear", *news.private_ear});
    if (!varieties_settled_ && voice_) refresh_day();  // the voice may have ended its test only now
}

void KioskApp::hear(const drivers::CardSlotEvent& event) {
    if (const auto* inserted = std::get_if<drivers::CardInserted>(&event)) {
        // The bank is asked about the card in the slot and about no other.
        money_.medium({protocol::BankMedium::Kind::card, inserted->card});
        return happen(flow::CardInserted{inserted->card});
    }
    if (std::holds_alternative<drivers::CardTaken>(event)) return happen(flow::MediumTaken{flow::Medium::card, false});
    if (std::holds_alternative<drivers::CardRetained>(event)) return happen(flow::MediumTaken{flow::Medium::card, true});
    give_back(flow::Medium::card);
    happen(flow::CardUnreadable{});
}

void KioskApp::hear(const drivers::PassbookEvent& event) {
    if (const auto* inserted = std::get_if<drivers::PassbookInserted>(&event)) {
        passbook_.inserted(*inserted);
        return happen(flow::PassbookInserted{inserted->book});
    }
    if (std::holds_alternative<drivers::PassbookTaken>(event)) {
        passbook_.taken();
        return happen(flow::MediumTaken{flow::Medium::passbook, false});
    }
    give_back(flow::Medium::passbook);
    happen(flow::PassbookUnreadable{});
}

void KioskApp::hear(const MediaNews& news) {
    if (const auto* failed = std::get_if<EjectFailed>(&news)) {
        return help_.report("device_fault", state_.place, whose_turn(), failed->what);
    }
    if (const auto* line = std::get_if<LinePrinted>(&news)) passbook_.printed(*line);
    else passbook_.paused(std::get<BookPaused>(news));
    follow_state();
}

/// The power had failed with something in the machine: its owner, or staff, get it back before anybody is served.
void KioskApp::give_back_what_was_left() {
    const auto here = [](auto position, auto in_slot, auto in_throat) { return position == in_slot || position == in_throat; };
    if (auto* cards = devices_->card_slot();
        cards != nullptr && here(cards->status().card, drivers::CardPosition::in_slot, drivers::CardPosition::in_throat)) {
        happen(flow::MediumFound{flow::Medium::card});
    }
    if (auto* books = devices_->passbook_printer();
        books != nullptr && here(books->status().book, drivers::BookPosition::in_slot, drivers::BookPosition::in_throat)) {
        happen(flow::MediumFound{flow::Medium::passbook});
    }
}

}  // namespace silverlane::kiosk
