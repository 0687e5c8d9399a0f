#include <QCoreApplication>
#include <gtest/gtest.h>

// Of the unit and live tests: core's objects expect an application. UI tests bring their own.
int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
