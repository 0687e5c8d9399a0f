#pragma once

#include "widgets/load_card.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace cicada {

class TargetBook;

/// Over what the requests go, by how many threads, chosen by what seed, checked how often.
class LoadConnectionsCard : public LoadCard
{
    Q_OBJECT

public:
    LoadConnectionsCard(ProfileDocument* document, const TargetBook* book);

private:
    void addConnectionFields();
    void addReconnectFields();
    void addSeedField();
    void addCheckField();
    void showLoad(const Load& load) override;
    void showTlsResumption();

    const TargetBook* m_book;
    QSpinBox* m_connections;
    QComboBox* m_connectionMode;
    QSpinBox* m_pipeline;
    QSpinBox* m_reconnectEvery;
    QCheckBox* m_tlsResumption;
    QSpinBox* m_threads;
    QLineEdit* m_seed;
    QDoubleSpinBox* m_checkValues;
};

} // namespace cicada
