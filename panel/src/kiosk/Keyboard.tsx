// src/kiosk/Keyboard.tsx -- keys to touch, for who stands at a kiosk without a keyboard.
import { Icon } from 'design-react-kit';
import { say } from '../texts/texts';

const letters = ['QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'];
const digits = '1234567890';

interface Props {
    code?: boolean; // For a code: figures too, no space.
    onKey: (key: string) => void;
    onBack: () => void;
}

export function Keyboard({ code = false, onKey, onBack }: Props) {
    const rows = code ? [digits, ...letters] : letters;
    const key = (sign: string, label?: string) => (
        <button
            key={sign}
            type="button"
            className={label ? 'key-space' : undefined}
            onClick={() => {
                onKey(sign.toLowerCase());
            }}
        >
            {label ?? sign}
        </button>
    );
    return (
        <div className="keyboard" role="group" aria-label={say('kiosk.keyboard')}>
            {rows.map((row, at) => (
                <div key={row}>
                    {Array.from(row, (sign) => key(sign))}
                    {at === rows.length - 1 && (
                        <button type="button" aria-label={say('kiosk.back')} onClick={onBack}>
                            <Icon icon="it-arrow-left" color="primary" />
                        </button>
                    )}
                </div>
            ))}
            {!code && <div>{key(' ', say('kiosk.space'))}</div>}
        </div>
    );
}
