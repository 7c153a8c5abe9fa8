// src/operator/TicketActions.tsx -- what can be done with the ticket: at once, or after a question.
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type ComponentType } from 'react';
import type { Counter } from '../api/types';
import { say } from '../texts/texts';
import { AskTransfer } from './AskTransfer';
import { actionsFor, questionsFor, shortcuts, type Action, type Question } from './desk';
import type { OnOrder, Order } from './orders';
import { AskCancel, AskLater, AskOutcome, AskPark, type QuestionProps } from './questions';

const asked: Record<Question, ComponentType<QuestionProps>> = {
    outcome: AskOutcome,
    later: AskLater,
    park: AskPark,
    transfer: AskTransfer,
    cancel: AskCancel,
};

export function orderOf(action: Action, { id: counter, ticket }: Counter): Order | null {
    if (action === 'next' || action === 'recall') return { verb: action, counter };
    if (!ticket) return null;
    if (action === 'finish') return { verb: 'finish', ticket: ticket.id, outcome: 'served' };
    return { verb: action, ticket: ticket.id };
}

interface Props {
    counter: Counter;
    busy: boolean;
    onOrder: OnOrder;
}

export function TicketActions({ counter, busy, onOrder }: Props) {
    const { ticket } = counter;
    const [asking, setAsking] = useState<Question | null>(null);
    const left = useRef<Question | null>(null); // Whose button has the focus when it is back.
    const buttons = useRef<HTMLDivElement>(null);
    const questions = questionsFor(ticket);
    const open = asking && questions.includes(asking) ? asking : null;

    useEffect(() => {
        if (open || !left.current) return;
        buttons.current?.querySelector<HTMLElement>(`[data-ask="${left.current}"]`)?.focus();
        left.current = null;
    }, [open]);

    const cancel = () => {
        left.current = asking;
        setAsking(null);
    };

    if (open && ticket) {
        const Question = asked[open];
        return <Question ticket={ticket} busy={busy} onOrder={onOrder} onCancel={cancel} />;
    }
    return (
        <div className="desk-actions" ref={buttons}>
            {actionsFor(ticket).map((action, at) => (
                <Button
                    key={action}
                    className={at === 0 ? 'action-first' : undefined}
                    color="primary"
                    outline={at > 0}
                    size={at === 0 ? 'lg' : undefined}
                    disabled={busy}
                    aria-keyshortcuts={`Alt+${shortcuts[action]}`}
                    onClick={() => {
                        const order = orderOf(action, counter);
                        if (order) void onOrder(order);
                    }}
                >
                    <span>{say(`action.${action}`)}</span>
                    <kbd aria-hidden="true">{`Alt ${shortcuts[action]}`}</kbd>
                </Button>
            ))}
            <div className="desk-questions">
                {questions.map((question) => (
                    <button
                        key={question}
                        type="button"
                        data-ask={question}
                        disabled={busy}
                        onClick={() => {
                            setAsking(question);
                        }}
                    >
                        {say(`action.${question}`)}
                    </button>
                ))}
            </div>
        </div>
    );
}
