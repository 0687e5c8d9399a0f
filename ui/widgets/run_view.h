#pragma once

#include "stats/run_record.h"

#include <QWidget>

#include <array>
#include <optional>

class QAbstractItemModel;
class QSplitter;
class QToolButton;

namespace cicada {

class EventLogModel;
class FailuresModel;
class FigureTable;
class FiguresStrip;
class RunNote;
class SectionTabs;
class ServerPanel;
class StatisticsModel;
class TimeAxis;
class TimeChart;
class TwinPanel;

/// Shows one run, live or stored: figures, charts on a shared time axis, tables, and what is to be
/// known about how far to trust them. setRecord() is made to be called four times a second: it
/// updates in place and costs about a millisecond, and panels that are not in sight wait. A single
/// selected row of Statistics is shown alone in the charts of throughput and latency.
class RunView : public QWidget
{
    Q_OBJECT

public:
    explicit RunView(QWidget* parent = nullptr);

    void setRecord(const RunRecord& record);

    const RunRecord& record() const { return m_record; }

    /// How long the run is meant to take in all, so that the time axis stands still while it
    /// grows; 0: not known.
    void setPlannedSeconds(double seconds) { m_plannedSeconds = seconds; }

    /// A further tab beside Statistics, Failures, Server and Log; takes ownership.
    void addTab(QWidget* page, const QString& title);

    /// The statistics table with tabs between cells, for the clipboard.
    QString statisticsText() const;
    QPixmap chartsPicture() const;

private:
    QWidget* makeCharts();
    void makeTabs();
    FigureTable* addTable(QAbstractItemModel* model, const QString& title,
        const QString& placeholder, int stretchColumn);
    void showFigures();
    void showExtent();
    std::optional<TimelinePoint> latestPoint() const;
    std::uint64_t usersToShow() const;
    bool takeSelectedTask(); ///< whether the charts are now of something else
    void showTimeline();
    void showServerSamples();
    void showMarks();
    void showNote();
    void showTwinTab();
    void showCurrentTab();

    RunRecord m_record;
    std::optional<std::size_t> m_shownTask; ///< alone in the charts
    double m_plannedSeconds = 0;
    TimeAxis* m_axis;
    FiguresStrip* m_strip;
    QSplitter* m_splitter;
    QWidget* m_charts = nullptr;
    TimeChart* m_throughput = nullptr;
    TimeChart* m_latency = nullptr;
    TimeChart* m_users = nullptr;
    TimeChart* m_server = nullptr;
    SectionTabs* m_tabs;
    QToolButton* m_allTasks; ///< beside the tabs, while one task is shown alone
    StatisticsModel* m_statistics;
    FailuresModel* m_failures;
    EventLogModel* m_log;
    FigureTable* m_statisticsTable = nullptr;
    FigureTable* m_failuresTable = nullptr;
    FigureTable* m_logTable = nullptr;
    ServerPanel* m_serverPanel;
    TwinPanel* m_twins;
    std::string m_twinsProfile; ///< for which the tab was shown or hidden
    RunNote* m_note;
};

} // namespace cicada
