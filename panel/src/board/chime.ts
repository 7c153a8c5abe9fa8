// src/board/chime.ts -- two soft notes when somebody is called, made here: no sound file.

const notes_hz = [659.25, 523.25]; // E5, C5: the falling third of a doorbell.
const note_s = 0.45;
const loudness = 0.35;

export class Chime {
    private readonly context = new AudioContext();

    // Browsers keep silent until somebody touched the page, unless started for a board.
    get silenced(): boolean {
        return this.context.state !== 'running';
    }

    wake(): Promise<void> {
        return this.context.resume();
    }

    ring(): void {
        if (this.silenced) return;
        const start = this.context.currentTime;
        notes_hz.forEach((note_hz, at) => {
            const tone = this.context.createOscillator();
            const volume = this.context.createGain();
            const begin = start + at * note_s;
            tone.frequency.value = note_hz;
            volume.gain.setValueAtTime(0, begin);
            volume.gain.linearRampToValueAtTime(loudness, begin + 0.02);
            volume.gain.exponentialRampToValueAtTime(0.001, begin + 2 * note_s);
            tone.connect(volume).connect(this.context.destination);
            tone.start(begin);
            tone.stop(begin + 2 * note_s);
        });
    }

    close(): void {
        void this.context.close();
    }
}
