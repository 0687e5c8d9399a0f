#pragma once

#include "stats/run_record.h"

#include <QWidget>

class QFormLayout;
class QLabel;

namespace cicada {

class CallCountModel;
class FigureTable;

/// What is known of the server of a run: who it is, how busy it was, and whether it counted the
/// calls that were sent.
class ServerPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ServerPanel(QWidget* parent = nullptr);

    void setRecord(const RunRecord& record);

private:
    QLabel* addRow(QFormLayout* form, const QString& name);
    void showSamples(const std::vector<ServerSample>& samples);

    QLabel* m_target;
    QLabel* m_server;
    QLabel* m_json;
    QLabel* m_mode;
    QLabel* m_cpu;
    QLabel* m_commands;
    QLabel* m_memory;
    QLabel* m_clients;
    QLabel* m_generator;
    QLabel* m_machine;
    QLabel* m_floor;
    QLabel* m_connections;
    QLabel* m_integrity;
    CallCountModel* m_calls;
    FigureTable* m_table;
};

} // namespace cicada
