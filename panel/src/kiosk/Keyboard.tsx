// src/kiosk/Keyboard.tsx -- letters to touch, for who stands at a kiosk without a keyboard.
import { Icon } from 'design-react-kit';
import { say } from '../texts/texts';

const rows = ['QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'];

interface Props {
    onLetter: (letter: string) => void;
    onBack: () => void;
}

export function Keyboard({ onLetter, onBack }: Props) {
    const key = (letter: string, label?: string) => (
        <button
            key={letter}
            type="button"
            className={label ? 'key-space' : undefined}
            onClick={() => {
                onLetter(letter.toLowerCase());
            }}
        >
            {label ?? letter}
        </button>
    );
    return (
        <div className="keyboard" role="group" aria-label={say('kiosk.keyboard')}>
            {rows.map((row, at) => (
                <div key={row}>
                    {Array.from(row, (letter) => key(letter))}
                    {at === rows.length - 1 && (
                        <button type="button" aria-label={say('kiosk.back')} onClick={onBack}>
                            <Icon icon="it-arrow-left" color="primary" />
                        </button>
                    )}
                </div>
            ))}
            <div>{key(' ', say('kiosk.space'))}</div>
        </div>
    );
}
