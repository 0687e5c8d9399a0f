#pragma once

#include "redis/endpoint.h"

#include <QWidget>

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace cicada {

class DurationEdit;
class RoleLabel;

/// Everything about how to connect, as fields and as one URI that fill each other. The password has
/// signals of its own: it lives elsewhere than the endpoint.
class TargetForm : public QWidget
{
    Q_OBJECT

public:
    explicit TargetForm(QWidget* parent = nullptr);

    /// Shows an endpoint; no signal follows. Fields that already say the same are left alone.
    void setEndpoint(const Endpoint& endpoint);
    void setPassword(const QString& password);
    void setPasswordPlace(const QString& sentence);

    /// The first row: a name to change, or none to show.
    void setName(const std::optional<QString>& name);
    void setNameProblem(const QString& problem);

    const Endpoint& endpoint() const { return m_endpoint; }

    void focusUri();

Q_SIGNALS:
    void nameDone(const QString& name);                    ///< its typing has ended
    void endpointEdited(const cicada::Endpoint& endpoint); ///< never with a password
    void passwordEdited(const QString& password);
    void passwordDone(); ///< its typing has ended

private:
    void createNameAndUri();
    void createConnectionFields();
    void createLogInFields();
    void createTlsFields();
    QWidget* createFileField(QLineEdit* edit, const QString& title);
    void createTimeouts();
    void connectFields();

    void readUri(const QString& text);
    void readFields();
    void showEndpoint();
    void showProblem();

    Endpoint m_endpoint;
    bool m_showing = false; ///< fields are being set: not an edit

    QFormLayout* m_form;
    QLineEdit* m_name;
    RoleLabel* m_nameProblem;
    QLineEdit* m_uri;
    RoleLabel* m_uriProblem;
    QComboBox* m_transport;
    QLineEdit* m_host;
    QSpinBox* m_port;
    QLineEdit* m_unixPath;
    QSpinBox* m_database;
    QLineEdit* m_user;
    QLineEdit* m_password;
    RoleLabel* m_passwordPlace;
    QCheckBox* m_tls;
    QLineEdit* m_caFile;
    QLineEdit* m_certificateFile;
    QLineEdit* m_keyFile;
    QLineEdit* m_serverName;
    QCheckBox* m_verify;
    RoleLabel* m_verifyWarning;
    DurationEdit* m_connectTimeout;
    DurationEdit* m_callTimeout;
    std::vector<QWidget*> m_tlsFields; ///< of m_form, shown while TLS is on
};

} // namespace cicada
