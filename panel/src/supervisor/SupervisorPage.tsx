// src/supervisor/SupervisorPage.tsx -- the day at a glance, for who answers for it.
import { NavLink, Route, Routes } from 'react-router-dom';
import { StaffPage } from '../session/StaffPage';
import { say } from '../texts/texts';
import { CallsReport } from './CallsReport';
import { Closing } from './Closing';
import { DayReportPage } from './DayReportPage';
import { LiveQueue } from './LiveQueue';

const sections = ['live', 'calls', 'day', 'closing'] as const;

export function SupervisorPage() {
    return (
        <StaffPage page="supervisor">
            {() => (
                <main className="supervisor" id="work">
                    <nav className="supervisor-nav" aria-label={say('supervisor.sections')}>
                        {sections.map((section) => (
                            <NavLink
                                key={section}
                                end
                                to={section === 'live' ? '/supervisor' : `/supervisor/${section}`}
                            >
                                {say(`supervisor.${section}`)}
                            </NavLink>
                        ))}
                    </nav>
                    <Routes>
                        <Route index element={<LiveQueue />} />
                        <Route path="calls" element={<CallsReport />} />
                        <Route path="day" element={<DayReportPage />} />
                        <Route path="closing" element={<Closing />} />
                    </Routes>
                </main>
            )}
        </StaffPage>
    );
}
