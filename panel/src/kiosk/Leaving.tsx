// src/kiosk/Leaving.tsx -- the foot of a last screen: how long it stays, more time, or home at once.
import { Button } from 'design-react-kit';
import { say, sayCount } from '../texts/texts';

const more_s = 60;

interface Props {
    left_s: number;
    onStay: (seconds: number) => void;
    onEnd: () => void;
}

export function Leaving({ left_s, onStay, onEnd }: Props) {
    return (
        <footer>
            <p>{sayCount('kiosk.leaving', left_s)}</p>
            <Button
                color="primary"
                outline
                onClick={() => {
                    onStay(more_s);
                }}
            >
                {say('kiosk.more')}
            </Button>
            <Button color="primary" onClick={onEnd}>
                {say('kiosk.end')}
            </Button>
        </footer>
    );
}
