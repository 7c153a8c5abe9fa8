// src/phone/TaskEnding.tsx -- a back office is asked, and answers the counter: the citizen is not passed on.
import { Button } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import type { EndingProps } from '../reception/Endings';
import { inLanguage, say } from '../texts/texts';
import { LongText, Select } from '../ui/Choice';
import { useAreas } from '../ui/useAreas';

const text_min = 3;

export function TaskEnding({ visit, busy, onEnd }: EndingProps) {
    const areas = useAreas();
    const [chosen, setChosen] = useState<string | null>(null);
    const [text, setText] = useState('');
    const area = chosen ?? visit.shown?.area ?? '';

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        await onEnd({ task: { area, text: text.trim() } });
    };

    return (
        <form onSubmit={submit}>
            <p>{say('call.task.lead')}</p>
            <Select
                label={say('call.task.area')}
                value={area}
                options={[
                    { value: '', label: say('form.choose') },
                    ...areas.map((one) => ({ value: one.id, label: inLanguage(one.title) })),
                ]}
                onChange={setChosen}
            />
            <LongText
                label={say('call.task.text')}
                value={text}
                maxLength={2000}
                onChange={setText}
            />
            <Button
                color="primary"
                block
                type="submit"
                disabled={busy || !area || text.trim().length < text_min}
            >
                {say('call.task.do')}
            </Button>
        </form>
    );
}
