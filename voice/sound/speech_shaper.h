// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Makes synthesised speech carry to old ears through a small loudspeaker: what the loudspeaker cannot give is left out, the consonants'
// band is raised, the loudness stays, and no sample leaves the room that the ceiling gives. Runs over a whole phrase on the voice thread,
// before the mixer; about one millisecond for four seconds of speech. Why these figures, and what they do: docs/voice-sound.md.
#pragma once

#include <cstdint>
#include <vector>

namespace silverlane::voice {

/// `off` leaves the spectrum as it is.
enum class Presence { off, on };

/// How loud speech is before the volume, whatever speaks it: EBU R128, over the fixed prompts of a language.
inline constexpr double kSpeechLoudness = -21.5;

/// Below this a small loudspeaker gives heat instead of sound; 24 dB an octave. Voices keep their pitch through the tones above it.
inline constexpr double kLowestHertz = 160.0;
/// The middle of the raised band, by how much, and how wide (1.3 octaves at half the rise).
inline constexpr double kPresenceHertz = 2500.0;
inline constexpr double kPresenceDecibels = 6.0;
inline constexpr double kPresenceQuality = 0.9;
/// One decibel of room for what a converter makes between two samples.
inline constexpr double kCeilingDecibels = -1.0;

/// In place, as many samples as before: the equaliser where it is on, then `gain_decibels`, then the ceiling. The words keep their times:
/// the filters delay speech by less than a millisecond.
void shape_speech(std::vector<std::int16_t>& samples, Presence presence, double gain_decibels);

/// What the equaliser raises a tone of this frequency by, in decibels; for tests and the table in docs/voice-sound.md.
double presence_decibels_at(double hertz);

}  // namespace silverlane::voice
